package io.belay.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.CandidateStore;
import io.belay.engine.activity.FactsQuestion;
import io.belay.engine.activity.FactsReport;
import io.belay.engine.activity.HostDesk;
import io.belay.engine.activity.HostSteps;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.OnFailure;
import io.belay.plans.resolve.ResolvedStep.Retry;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A host at which every step succeeds at once. */
public final class IdleHost implements HostSteps, CandidateStore, HostDesk {

    static final String NAME = "idle";
    static final String CLUSTER = NAME + "/orders";
    static final String KIND = "nothing";
    static final int TARGET = 17;

    private static final StepResult DONE = StepResult.succeeded("done", Map.of());

    /** Steps that touch nothing, one behind the other. */
    static ResolvedPlan plan(int steps) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return new ResolvedPlan(
                "belay/v1",
                1,
                "nothing-happens",
                "benchmark",
                "",
                CLUSTER,
                nodes.objectNode(),
                nodes.objectNode().put("version", TARGET),
                nodes.objectNode(),
                IntStream.rangeClosed(1, steps)
                        .mapToObj(number -> step("step-" + number))
                        .toList());
    }

    private static ResolvedStep step(String id) {
        return new ResolvedStep(
                id,
                KIND,
                RunsOn.HOST,
                List.of(),
                false,
                true,
                new Back("nothing", "nothing"),
                When.ALWAYS,
                List.of(),
                new Retry(1, "1s"),
                "1h",
                new OnFailure("last_good_step", "wait_for_operator"),
                "",
                JsonNodeFactory.instance.objectNode());
    }

    @Override
    public StepResult probe(StepRequest request) {
        return DONE;
    }

    @Override
    public StepResult prepare(StepRequest request) {
        return DONE;
    }

    @Override
    public StepResult run(StepRequest request) {
        return DONE;
    }

    @Override
    public StepResult verify(StepRequest request) {
        return DONE;
    }

    @Override
    public StepResult undo(StepRequest request) {
        return DONE;
    }

    @Override
    public StepResult inspect(StepRequest request) {
        return DONE;
    }

    @Override
    public long takeWaypoint(RunReference run, String waypoint) {
        return 0;
    }

    @Override
    public StepResult restore(RunReference run, String waypoint) {
        return DONE;
    }

    @Override
    public StepResult drop(RunReference run) {
        return DONE;
    }

    @Override
    public Announcement announce() {
        return new Announcement(
                NAME,
                Queues.PROTOCOL,
                "benchmark",
                List.of(KIND),
                Map.of("orders", List.of("snapshot", "rehearse")),
                Map.of("17", "17.0"),
                List.of(),
                Map.of("orders", 13),
                true);
    }

    @Override
    public StepResult admit(Deed deed) {
        return DONE;
    }

    @Override
    public FactsReport facts(FactsQuestion question) {
        return new FactsReport("{}", "{}", List.of(), List.of(), "benchmark");
    }

    @Override
    public StepResult agree(String plan) {
        return DONE;
    }

    @Override
    public TextPiece read(String cluster, String runId, String file, long offset, int length) {
        return new TextPiece("", 0, true);
    }
}
