package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.command.Masked;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.commands.Planned.Typed;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a list for people: one command a line, however long, so that it can be copied. For one thread only. */
final class CommandListText {

    private static final Pattern PLAIN = Pattern.compile("[\\w./:=@%+,-]+");

    private final CommandList list;
    private final StringBuilder out = new StringBuilder();

    CommandListText(CommandList list) {
        this.list = list;
    }

    String write() {
        header();
        list.parts().forEach(this::part);
        placeholders();
        return out.toString();
    }

    private void header() {
        ResolvedPlan plan = list.plan();
        out.append(plan.name())
                .append(list.rehearsal() ? ": what a rehearsal runs, " : ": what an apply runs, ")
                .append("to ")
                .append(plan.targetVersion())
                .append(" on ")
                .append(plan.cluster())
                .append(
                        "\n  [ACCOUNT] a program as that account, [worker] as the worker's own, [sql SERVER: DATABASE] a statement,")
                .append(" [system] a call of the worker itself\n")
                .append("  Programs get LC_ALL=C and no shell; those of copies no network where the worker is root.\n");
    }

    private void part(PlannedPart part) {
        out.append('\n').append(part.title()).append('\n');
        if (!part.notListed().isEmpty()) {
            out.append("  not listed: ").append(part.notListed()).append('\n');
            return;
        }
        direction("forwards", part.forwards());
        if (!part.step().equals(PlannedPart.CANDIDATE)) {
            direction("backwards", part.backwards());
        }
    }

    private void direction(String word, List<Planned> commands) {
        out.append("  ").append(word).append(commands.isEmpty() ? ": nothing\n" : "\n");
        commands.forEach(command -> line(command, "    "));
    }

    private void line(Planned command, String margin) {
        if (command instanceof Program program) {
            String account = program.account().isEmpty() ? "worker" : program.account();
            out.append(margin)
                    .append('[')
                    .append(account)
                    .append("] ")
                    .append(quoted(program))
                    .append('\n');
        } else if (command instanceof Statement statement) {
            String sql = Masked.text(statement.sql()).strip().replaceAll("\\s*\\n\\s*", " ");
            out.append(margin)
                    .append("[sql ")
                    .append(String.join(", ", statement.servers()))
                    .append(": ");
            out.append(statement.database()).append("] ").append(sql).append('\n');
        } else if (command instanceof Typed typed) {
            out.append(margin)
                    .append("[console ")
                    .append(typed.pooler())
                    .append("] ")
                    .append(typed.words())
                    .append('\n');
        } else if (command instanceof Call call) {
            out.append(margin).append("[system] ").append(call.words()).append('\n');
        } else if (command instanceof Block block) {
            out.append(margin).append(block.words()).append('\n');
            block.inside().forEach(inner -> line(inner, margin + "  "));
        }
    }

    private static String quoted(Program program) {
        return program.arguments().stream().map(CommandListText::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return PLAIN.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    private void placeholders() {
        out.append("\nKnown at run time only; a name stands for one value throughout the run\n");
        Placeholders.in(out.toString())
                .forEach((name, meaning) -> out.append("  ")
                        .append(name)
                        .append("  ")
                        .append(meaning)
                        .append('\n'));
    }
}
