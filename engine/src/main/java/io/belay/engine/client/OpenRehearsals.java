package io.belay.engine.client;

import io.belay.engine.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;

/** Which rehearsal of a cluster is still under way. Stateless. */
public final class OpenRehearsals {

    private static final int SEARCHED = 200;

    private OpenRehearsals() {}

    /** @return its run id, empty when there is none */
    public static String newest(WorkflowClient client, String cluster) {
        String prefix = WorkflowIds.rehearsals(cluster);
        Wire wire =
                Wire.over(client.getWorkflowServiceStubs(), client.getOptions().getNamespace());
        return new RunIndex(wire)
                .newest(SEARCHED).stream()
                        .filter(info -> info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
                        .map(info -> info.getExecution().getWorkflowId())
                        .filter(id -> id.startsWith(prefix))
                        .map(id -> id.substring(prefix.length()))
                        .findFirst()
                        .orElse("");
    }
}
