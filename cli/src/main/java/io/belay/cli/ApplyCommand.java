package io.belay.cli;

import io.belay.engine.problem.EngineFailure;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries a plan out for good: builds the candidate, waits where the plan says so, and makes it live. */
@Command(
        name = "apply",
        description =
                "Carry a plan out for good, up to new being live. Follows it until it ends or waits for a person.")
@CommandGroup(CommandGroup.Heading.RUNS)
final class ApplyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private PlanArgument plan;

    @Option(names = "--no-watch", description = "Start it, print its id, and leave.")
    private boolean noWatch;

    @Mixin
    private Confirmation confirmation;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Console console = surroundings.console();
        ReadPlan read = plan.chosen().require(console, surroundings.clock().instant());
        ResolvedPlan resolved = read.resolved().orElseThrow();
        String canonical = read.canonical().orElseThrow();
        String hash = read.hash().orElseThrow();
        ApplyOutline outline = new ApplyOutline(resolved, hash);
        try (EngineDesk desk = surroundings.open(temporal)) {
            World.requireUnchanged(plan.chosen(), desk, console);
            World.requireLongEnough(read, desk, surroundings.clock().instant());
            // Asked first: nobody shall confirm something that is refused a moment later.
            requireApplicable(desk, canonical);
            if (!output.json()) {
                outline.lines().forEach(console.out()::println);
            }
            confirmation.require(resolved.cluster(), outline.pointsOfNoReturn(), surroundings);
            String run = start(desk, canonical);
            if (!noWatch) {
                return WatchCommand.follow(run, desk, surroundings, output.json());
            }
            if (output.json()) {
                console.out()
                        .println(Json.text(
                                Json.document("started").put("run", run).put("plan_hash", hash)));
            } else {
                console.out().println("upgrade " + run + " is started");
                console.out().println("  follow  " + console.command() + " watch " + run);
            }
            return ExitCode.DONE.number();
        }
    }

    private void requireApplicable(EngineDesk desk, String canonical) {
        try {
            desk.requireApplicable(canonical, "belay rehearse " + plan.typed());
        } catch (EngineFailure failure) {
            throw Failures.notStarted(failure, surroundings.console());
        }
    }

    private String start(EngineDesk desk, String canonical) {
        try {
            return desk.startUpgrade(
                    canonical,
                    Person.of(surroundings.console()),
                    plan.typed(),
                    plan.chosen().pinned(surroundings.console()));
        } catch (EngineFailure failure) {
            throw Failures.notStarted(failure, surroundings.console());
        }
    }
}
