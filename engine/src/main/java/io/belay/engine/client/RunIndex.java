package io.belay.engine.client;

import io.grpc.StatusRuntimeException;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The newest runs. Asks the server's visibility; one without (the in-memory test server) is asked for open and closed ones. */
final class RunIndex {

    private static final String TYPE = "ClusterUpgrade";
    private static final int PAGE = 200;

    private final Wire wire;

    RunIndex(Wire wire) {
        this.wire = wire;
    }

    /** Newest first, by the time they were started. */
    List<WorkflowExecutionInfo> newest(int limit) {
        try {
            return byVisibility(limit);
        } catch (StatusRuntimeException failure) {
            if (Wire.isUnimplemented(failure)) {
                return byStatus(limit);
            }
            throw failure;
        }
    }

    private List<WorkflowExecutionInfo> byVisibility(int limit) {
        List<WorkflowExecutionInfo> found = new ArrayList<>();
        var page = com.google.protobuf.ByteString.EMPTY;
        do {
            var answer = wire.stubs()
                    .blockingStub()
                    .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                            .setNamespace(wire.namespace())
                            .setQuery("WorkflowType = '" + TYPE + "'")
                            .setPageSize(Math.min(limit, PAGE))
                            .setNextPageToken(page)
                            .build());
            found.addAll(answer.getExecutionsList());
            page = answer.getNextPageToken();
        } while (!page.isEmpty() && found.size() < limit);
        return sorted(found, limit);
    }

    private List<WorkflowExecutionInfo> byStatus(int limit) {
        List<WorkflowExecutionInfo> found = new ArrayList<>();
        var stub = wire.stubs().blockingStub();
        found.addAll(stub.listOpenWorkflowExecutions(ListOpenWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(wire.namespace())
                        .setStartTimeFilter(StartTimeFilter.getDefaultInstance())
                        .build())
                .getExecutionsList());
        found.addAll(stub.listClosedWorkflowExecutions(ListClosedWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(wire.namespace())
                        .setStartTimeFilter(StartTimeFilter.getDefaultInstance())
                        .build())
                .getExecutionsList());
        found.removeIf(info -> !info.getType().getName().equals(TYPE));
        // One that ended between the two questions stands in both lists.
        List<WorkflowExecutionInfo> once = new ArrayList<>();
        for (WorkflowExecutionInfo info : found) {
            if (once.stream().noneMatch(known -> known.getExecution().equals(info.getExecution()))) {
                once.add(info);
            }
        }
        // These lists come without memos.
        once.replaceAll(info -> stub.describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(wire.namespace())
                        .setExecution(info.getExecution())
                        .build())
                .getWorkflowExecutionInfo());
        return sorted(once, limit);
    }

    private static List<WorkflowExecutionInfo> sorted(List<WorkflowExecutionInfo> found, int limit) {
        return found.stream()
                .sorted(Comparator.comparing((WorkflowExecutionInfo info) -> Stamps.instant(info.getStartTime()))
                        .reversed())
                .limit(limit)
                .toList();
    }
}
