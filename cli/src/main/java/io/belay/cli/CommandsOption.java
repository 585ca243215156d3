package io.belay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.commands.CommandList;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code explain --commands}: what a run of the plan will start on its host. Asks nobody. */
final class CommandsOption {

    @Option(
            names = "--commands",
            required = true,
            description = "Of a saved plan: every command of its apply, forwards and backwards.")
    private boolean wanted;

    @Option(names = "--rehearsal", description = "With --commands: of its rehearsal instead.")
    private boolean rehearsal;

    @Option(
            names = "--host",
            paramLabel = "FILE",
            description = "With --commands: the host's file, for a plan that is not saved; less is known then.")
    private Optional<Path> hostFile = Optional.empty();

    @Option(names = "--step", paramLabel = "STEP", description = "With --commands: of this step alone.")
    private Optional<String> step = Optional.empty();

    boolean wanted() {
        return wanted;
    }

    int explain(ChosenPlan chosen, OutputOption output, Console console) {
        CommandList all = list(chosen, console);
        CommandList list = step.map(name -> only(name, all)).orElse(all);
        if (output.json()) {
            ObjectNode document = Json.document("commands");
            list.writeTo(document);
            console.out().println(Json.text(document));
        } else {
            console.out().print(list.text());
        }
        return ExitCode.DONE.number();
    }

    private static CommandList only(String step, CommandList all) {
        CommandList list = all.only(step);
        if (list.parts().isEmpty()) {
            throw refused("`" + step + "` is no step of this run", "one of " + String.join(", ", all.stepNames()));
        }
        return list;
    }

    private CommandList list(ChosenPlan chosen, Console console) {
        Optional<SavedPlan> saved = chosen.saved(console);
        if (saved.isPresent()) {
            chosen.require(console);
            return CommandList.of(saved.get(), rehearsal);
        }
        ResolvedPlan plan = chosen.readable(console).resolved().orElseThrow();
        Path file = hostFile.orElseThrow(() -> refused(
                "a plan file does not say what its host is like",
                console.command() + " plan " + chosen.typed() + " saves it with the host's facts; or add --host FILE"));
        return CommandList.of(plan, host(file, console), rehearsal)
                .orElseThrow(() -> refused(
                        "`" + file + "` and the plan do not tell enough: the file must describe `" + plan.cluster()
                                + "` and its storage, the plan must state `live.version`",
                        console.command() + " plan " + chosen.typed() + " asks the host itself"));
    }

    private static HostConfiguration host(Path file, Console console) {
        ReadHost host = HostFile.read(CheckedFile.found(file, console));
        return host.configuration().orElseThrow(() -> new PlanArgument.InvalidPlan(host.problems()));
    }

    private static CliFailure refused(String what, String next) {
        return new CliFailure(ExitCode.USAGE, CliErrors.NOT_LISTED, what, "nothing was started", next);
    }
}
