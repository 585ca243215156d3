package io.belay.cli;

import io.belay.plans.file.ReadPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rehearses a plan on a clone of a snapshot, and follows it to its end. */
@Command(
        name = "rehearse",
        description = "Try a plan on a clone of a snapshot; live is never touched. Follows it to its end.")
@CommandGroup(CommandGroup.Heading.RUNS)
final class RehearseCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private PlanArgument plan;

    @Option(names = "--snapshot", paramLabel = "ID", description = "Rehearse on this snapshot (default: a fresh one).")
    private String snapshot = "";

    @Option(names = "--no-watch", description = "Start it, print its id, and leave.")
    private boolean noWatch;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    RehearseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Console console = surroundings.console();
        ReadPlan read = plan.require(console);
        String canonical = read.canonical().orElseThrow();
        try (EngineDesk desk = surroundings.open(temporal)) {
            World.requireUnchanged(plan.chosen(), desk, console);
            String run = start(desk, canonical, console);
            if (!noWatch) {
                return WatchCommand.follow(run, desk, surroundings, output.json());
            }
            if (output.json()) {
                console.out()
                        .println(Json.text(Json.document("started")
                                .put("run", run)
                                .put("plan_hash", read.hash().orElseThrow())));
            } else {
                console.out().println("rehearsal " + run + " is started");
                console.out().println("  follow  " + console.command() + " watch " + run);
            }
            return ExitCode.DONE.number();
        }
    }

    private String start(EngineDesk desk, String canonical, Console console) {
        String facts = plan.chosen().pinned(console);
        return facts.isEmpty()
                ? desk.startRehearsal(canonical, snapshot, Person.of(console))
                : desk.startRehearsal(canonical, snapshot, Person.of(console), plan.typed(), facts);
    }
}
