package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.EngineReplay;
import io.belay.engine.EngineReplay.Replayed;
import io.belay.engine.client.EngineClient;
import io.belay.engine.problem.EngineErrors;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asked of a new engine before it takes the old one's place: can it carry on what is open? */
@Command(
        name = "replay",
        description = "Before an update, with the new version: can it carry on all that is open? Changes nothing.")
final class EngineReplayCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(names = "--open", description = "Replay everything that is open on the server.")
    private boolean open;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    EngineReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!open) {
            throw new CommandLine.ParameterException(spec.commandLine(), "say what to replay: --open");
        }
        TemporalAddress address = temporal.resolve(console);
        List<Replayed> replayed;
        try (EngineClient client = TemporalDesk.connect(address)) {
            replayed = new EngineReplay(client.temporal()).open();
        }
        if (output.json()) {
            console.out().println(Json.text(document(replayed)));
        } else {
            print(replayed);
        }
        long broken = replayed.stream().filter(one -> !one.fits()).count();
        if (broken > 0 && !output.json()) {
            throw new CliFailure(
                    ExitCode.CHECK_BLOCKED,
                    EngineErrors.OPEN_RUN_DOES_NOT_REPLAY,
                    broken + " of " + replayed.size() + " open workflows cannot be carried on by this version",
                    "nothing was changed; the engine that runs now goes on with them",
                    "let them end under the present version, then update; " + console.command()
                            + " status lists the runs");
        }
        return (broken > 0 ? ExitCode.CHECK_BLOCKED : ExitCode.DONE).number();
    }

    private void print(List<Replayed> replayed) {
        Palette palette = console.palette();
        if (replayed.isEmpty()) {
            console.out().println("nothing is open on the server: this version may take over");
            return;
        }
        Table table =
                new Table().column("workflow").column("type").number("events").column("this version");
        replayed.forEach(one -> table.row(
                one.workflowId(),
                one.type(),
                String.valueOf(one.events()),
                one.fits() ? "carries it on" : "cannot: " + one.fault()));
        table.lines(console.width(), palette).forEach(console.out()::println);
        if (replayed.stream().allMatch(Replayed::fits)) {
            console.out()
                    .println(palette.good("all " + replayed.size() + " replay")
                            + ": this version may take over; stop the old engine, start the new one");
        }
        console.out().flush();
    }

    private static ObjectNode document(List<Replayed> replayed) {
        ObjectNode document = Json.document("replay");
        document.put("fits", replayed.stream().allMatch(Replayed::fits));
        ArrayNode workflows = document.putArray("workflows");
        for (Replayed one : replayed) {
            ObjectNode object = workflows.addObject();
            object.put("workflow", one.workflowId());
            object.put("type", one.type());
            object.put("events", one.events());
            object.put("fits", one.fits());
            object.put("fault", one.fault());
        }
        return document;
    }
}
