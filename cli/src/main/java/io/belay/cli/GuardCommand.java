package io.belay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.schedule.GuardReport;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The standing order for a cluster: snapshots by the plan's rhythm, the plan rehearsed on each. */
@Command(
        name = "guard",
        description = "Have snapshots taken and the plan rehearsed on them, by the hour or as the plan says.")
@CommandGroup(CommandGroup.Heading.SNAPSHOTS)
final class GuardCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private PlanArgument plan;

    @Option(
            names = "--keep",
            paramLabel = "N",
            description = "Keep the newest N snapshots (default: what the plan says).")
    private int keep;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    GuardCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        String canonical = plan.require(console).canonical().orElseThrow();
        try (EngineDesk desk = surroundings.open(temporal)) {
            GuardReport guard = desk.guard(canonical, keep);
            if (output.json()) {
                console.out().println(Json.text(document(guard)));
            } else {
                String next = guard.next().map(Times::exact).orElse("none while it is paused: " + guard.note());
                console.out()
                        .println(console.palette().good("guarded") + ": " + guard.cluster() + " by plan " + guard.plan()
                                + ", a snapshot every " + GuardLine.every(guard.every()));
                console.out().println("  stay           " + guard.stays() + "; at most " + guard.keep());
                console.out().println("                 also what is pinned or used; fewer when room is short");
                console.out().println("  rehearsed      " + guard.rehearses());
                console.out().println("  next snapshot  " + next);
                console.out().println("  since when     " + console.command() + " ledger " + guard.cluster());
                console.out().println("  end it         " + console.command() + " unguard " + guard.cluster());
            }
        }
        return ExitCode.DONE.number();
    }

    private static ObjectNode document(GuardReport guard) {
        return Json.document("guard")
                .put("cluster", guard.cluster())
                .put("plan", guard.plan())
                .put("every_seconds", guard.every().toSeconds())
                .put("keep", guard.keep())
                .put("stays", guard.stays())
                .put("rehearses", guard.rehearses())
                .put("paused", guard.paused())
                .put("note", guard.note())
                .put("next", guard.next().map(Instant::toString).orElse(null));
    }
}
