package io.belay.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One short question to a host, for somebody who waits for the answer. */
@WorkflowInterface
public interface HostRequest {

    /** Type of the failure when no worker of the host answers. */
    String NO_WORKER = "NoWorker";

    /** Type of the failure when the host refuses; detail 0 is the code. */
    String REFUSED = "Refused";

    @WorkflowMethod
    JsonNode ask(HostQuestion question);
}
