package io.belay.workers.commands;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.workers.command.Masked;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.commands.Planned.Typed;
import java.util.List;
import java.util.Locale;

/** The list for programs. Pure. */
final class CommandListJson {

    private CommandListJson() {}

    static void write(CommandList list, ObjectNode document) {
        document.put("plan", list.plan().name())
                .put("cluster", list.plan().cluster())
                .put("rehearsal", list.rehearsal());
        ArrayNode parts = document.putArray("parts");
        for (PlannedPart part : list.parts()) {
            ObjectNode node = parts.addObject().put("step", part.step()).put("title", part.title());
            if (part.notListed().isEmpty()) {
                write(part.forwards(), node.putArray("forwards"));
                write(part.backwards(), node.putArray("backwards"));
            } else {
                node.put("not_listed", part.notListed());
            }
        }
        ObjectNode names = document.putObject("placeholders");
        Placeholders.in(list.text()).forEach(names::put);
    }

    private static void write(List<Planned> commands, ArrayNode array) {
        commands.forEach(command -> write(command, array.addObject()));
    }

    private static void write(Planned command, ObjectNode node) {
        if (command instanceof Program program) {
            node.put("kind", "program").put("account", program.account());
            program.arguments().forEach(node.putArray("arguments")::add);
        } else if (command instanceof Statement statement) {
            node.put("kind", "statement");
            statement.servers().forEach(node.putArray("servers")::add);
            node.put("database", statement.database()).put("sql", Masked.text(statement.sql()));
        } else if (command instanceof Typed typed) {
            node.put("kind", "console").put("pooler", typed.pooler()).put("words", typed.words());
        } else if (command instanceof Call call) {
            node.put("kind", "system").put("words", call.words());
        } else if (command instanceof Block block) {
            node.put("kind", block.kind().name().toLowerCase(Locale.ROOT)).put("words", block.words());
            write(block.inside(), node.putArray("commands"));
        }
    }
}
