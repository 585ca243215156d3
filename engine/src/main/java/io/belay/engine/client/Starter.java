package io.belay.engine.client;

import io.belay.engine.activity.Queues;
import io.belay.engine.activity.RunReference;
import io.belay.engine.ledger.Depth;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.RunId;
import io.belay.engine.run.RunStatus;
import io.belay.engine.workflow.ClusterUpgrade;
import io.belay.engine.workflow.RunOrder;
import io.belay.engine.workflow.WorkflowIds;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

/** Starts runs. Thread-safe. */
final class Starter {

    /** It travels in every request to the host; Temporal warns about payloads past 512 KiB. */
    private static final int LARGEST_PLAN = 256 * 1024;

    private final Wire wire;
    private final Runs runs;
    private final SecureRandom chance = new SecureRandom();

    Starter(Wire wire, Runs runs) {
        this.wire = wire;
        this.runs = runs;
    }

    String start(String canonical, boolean rehearsal, String snapshot, String startedBy) {
        return start(canonical, rehearsal, snapshot, startedBy, "", "", "");
    }

    /**
     * @param source how the plan is named on the command line, for commands in messages; may be empty
     * @param onBehalfOf id of the run whose old live it lets go, else empty
     * @param facts canonical text of the facts that a saved plan pins, else empty
     */
    String start(
            String canonical,
            boolean rehearsal,
            String snapshot,
            String startedBy,
            String source,
            String onBehalfOf,
            String facts) {
        ResolvedPlan plan = read(canonical);
        Instant now = Instant.now();
        RunReference run = new RunReference(
                RunId.of(now, chance.nextInt()),
                rehearsal,
                plan.cluster(),
                plan.name(),
                CanonicalForm.hash(canonical),
                snapshot);
        RunOrder order = new RunOrder(run, canonical, startedBy, source, onBehalfOf, facts, Depth.FULL);
        ClusterUpgrade upgrade = wire.client()
                .newWorkflowStub(
                        ClusterUpgrade.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.of(run))
                                .setTaskQueue(Queues.ENGINE)
                                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                                .setMemo(Map.of(RunStatus.MEMO, Waiting.notBegun(order, now)))
                                .build());
        try {
            runs.remember(run.runId(), wire.call(() -> WorkflowClient.start(upgrade::carryOut, order)));
        } catch (WorkflowExecutionAlreadyStarted open) {
            throw new EngineFailure(
                    EngineErrors.RUN_OPEN,
                    "an upgrade of `" + plan.cluster() + "` is under way already; nothing was started",
                    "look with `belay status`, end it with `belay abort`",
                    open);
        }
        return run.runId();
    }

    private static ResolvedPlan read(String canonical) {
        int size = canonical.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST_PLAN) {
            throw new EngineFailure(
                    EngineErrors.PLAN_TOO_LARGE,
                    "the resolved plan has " + size + " bytes, the limit is " + LARGEST_PLAN,
                    "move long SQL into files that the plan names");
        }
        try {
            return CanonicalForm.read(canonical);
        } catch (IllegalArgumentException notAPlan) {
            throw new EngineFailure(
                    EngineErrors.MALFORMED_REQUEST,
                    "the text is no resolved plan: " + notAPlan.getMessage(),
                    "resolve it again with `belay explain PLAN`",
                    notAPlan);
        }
    }
}
