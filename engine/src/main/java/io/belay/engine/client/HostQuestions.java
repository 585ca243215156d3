package io.belay.engine.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.engine.activity.FactsReport;
import io.belay.engine.activity.HostDesk.Announcement;
import io.belay.engine.activity.HostDesk.TextPiece;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.Snapshots.PruneReport;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.activity.TesterClones.CloneReport;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.EvidenceReport;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.workflow.HostQuestion;
import io.belay.engine.workflow.HostQuestion.Kind;
import io.belay.engine.workflow.HostRequest;
import io.belay.engine.workflow.WorkflowIds;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a host through Temporal, and waits for its answer. Thread-safe. */
final class HostQuestions {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** How long a host's worker may take to pick a question up. */
    private static final int PICKED_UP_SECONDS = 15;

    /** How long an engine may take to begin. */
    private static final Duration BEGUN = Duration.ofSeconds(10);

    /** Started and a task scheduled, nothing more: no engine has seen it. */
    private static final long EVENTS_WITHOUT_ENGINE = 2;

    private static final Duration LIMIT = Duration.ofMinutes(6);

    private final Wire wire;

    HostQuestions(Wire wire) {
        this.wire = wire;
    }

    Announcement announce(String host) {
        return ask(question(Kind.ANNOUNCE, host, "", "", "", "", 0, 0), new TypeReference<>() {});
    }

    List<SnapshotReport> snapshots(String cluster) {
        return ask(about(Kind.LIST_SNAPSHOTS, cluster, "", "", ""), new TypeReference<>() {});
    }

    SnapshotReport takeSnapshot(String cluster, String takenBy) {
        String requestId = UUID.randomUUID().toString();
        return ask(about(Kind.TAKE_SNAPSHOT, cluster, requestId, "", takenBy), new TypeReference<>() {});
    }

    PruneReport prune(String cluster, int keep) {
        return ask(question(Kind.PRUNE, hostOf(cluster), cluster, "", "", "", 0, keep), new TypeReference<>() {});
    }

    TextPiece read(String cluster, String runId, String file, long offset, int length) {
        return ask(
                question(Kind.READ, hostOf(cluster), cluster, runId, file, "", offset, length),
                new TypeReference<>() {});
    }

    CloneReport createClone(String cluster, String snapshot, String name, String owner) {
        return ask(about(Kind.CREATE_CLONE, cluster, snapshot, name, owner), new TypeReference<>() {});
    }

    List<CloneReport> clones(String cluster) {
        return ask(about(Kind.LIST_CLONES, cluster, "", "", ""), new TypeReference<>() {});
    }

    CloneReport dropClone(String cluster, String name) {
        return ask(about(Kind.DROP_CLONE, cluster, "", name, ""), new TypeReference<>() {});
    }

    FactsReport facts(String cluster, String canonical, boolean judged) {
        return ask(
                question(Kind.GATHER_FACTS, hostOf(cluster), cluster, canonical, "", "", 0, judged ? 1 : 0),
                new TypeReference<>() {});
    }

    EvidenceReport verifyEvidence(String cluster, String runId, List<EvidenceHead> anchors) {
        return ask(
                about(
                        Kind.VERIFY_EVIDENCE,
                        cluster,
                        runId,
                        MAPPER.valueToTree(anchors).toString(),
                        ""),
                new TypeReference<>() {});
    }

    /** Oldest first. */
    List<LedgerEntry> rehearsals(String cluster) {
        return ask(about(Kind.LIST_REHEARSALS, cluster, "", "", ""), new TypeReference<>() {});
    }

    private static HostQuestion about(Kind kind, String cluster, String subject, String name, String person) {
        return question(kind, hostOf(cluster), cluster, subject, name, person, 0, 0);
    }

    private static HostQuestion question(
            Kind kind,
            String host,
            String cluster,
            String subject,
            String name,
            String person,
            long offset,
            int amount) {
        return new HostQuestion(kind, host, cluster, subject, name, person, offset, amount, PICKED_UP_SECONDS);
    }

    private static String hostOf(String cluster) {
        int slash = cluster.indexOf('/');
        if (slash < 1 || slash == cluster.length() - 1) {
            throw new EngineFailure(
                    EngineErrors.MALFORMED_REQUEST,
                    "`" + cluster + "` names no cluster",
                    "write it as `host/name`, for example `db1/orders`");
        }
        return cluster.substring(0, slash);
    }

    private <T> T ask(HostQuestion question, TypeReference<T> type) {
        WorkflowStub stub = wire.client()
                .newUntypedWorkflowStub(
                        "HostRequest",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.request(
                                        question.host(), UUID.randomUUID().toString()))
                                .setTaskQueue(Queues.ENGINE)
                                .setWorkflowExecutionTimeout(LIMIT)
                                .build());
        wire.call(() -> stub.start(question));
        try {
            return MAPPER.convertValue(answer(stub, question), type);
        } catch (WorkflowFailedException failure) {
            throw translated(question, failure);
        } catch (IllegalArgumentException written) {
            throw new EngineFailure(
                    EngineErrors.OTHER_PROTOCOL,
                    "the answer of host `" + question.host() + "` cannot be read: " + written.getMessage(),
                    "install the same Belay everywhere",
                    written);
        }
    }

    private JsonNode answer(WorkflowStub stub, HostQuestion question) {
        try {
            return result(stub, BEGUN);
        } catch (TimeoutException notYet) {
            boolean begun = wire.call(stub::describe).getHistoryLength() > EVENTS_WITHOUT_ENGINE;
            if (!begun) {
                wire.call(() -> {
                    stub.terminate("no engine answered in time");
                    return question;
                });
                throw new EngineFailure(
                        EngineErrors.NO_ENGINE,
                        "no engine answers, so host `" + question.host() + "` was not asked",
                        "start `belay engine`, then try again",
                        notYet);
            }
        }
        try {
            return result(stub, LIMIT);
        } catch (TimeoutException late) {
            throw new EngineFailure(
                    EngineErrors.NO_ANSWER_IN_TIME,
                    "host `" + question.host() + "` gave no answer within " + LIMIT.toMinutes()
                            + " minutes; it may still be at it",
                    "look at the worker's log on the host",
                    late);
        }
    }

    private JsonNode result(WorkflowStub stub, Duration patience) throws TimeoutException {
        try {
            return wire.call(() -> {
                try {
                    return stub.getResult(patience.toMillis(), TimeUnit.MILLISECONDS, JsonNode.class);
                } catch (TimeoutException late) {
                    throw new Late(late);
                }
            });
        } catch (Late late) {
            throw new TimeoutException(late.getMessage());
        }
    }

    /** Carries the time-out through a supplier. */
    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Late(TimeoutException cause) {
            super(cause);
        }
    }

    private static EngineFailure translated(HostQuestion question, WorkflowFailedException failure) {
        @Nullable Throwable cause = failure.getCause();
        if (cause instanceof ApplicationFailure answer) {
            if (HostRequest.NO_WORKER.equals(answer.getType())) {
                return new EngineFailure(
                        EngineErrors.NO_WORKER,
                        answer.getOriginalMessage() + "; nothing was changed",
                        "start `belay worker` on `" + question.host() + "`",
                        failure);
            }
            String code =
                    answer.getDetails().getSize() > 0 ? answer.getDetails().get(0, String.class) : "";
            return new EngineFailure(
                    Codes.parse(code, EngineErrors.HOST_REFUSED),
                    answer.getOriginalMessage(),
                    "`belay explain " + (code.isEmpty() ? EngineErrors.HOST_REFUSED.text() : code) + "` says more",
                    failure);
        }
        return new EngineFailure(
                EngineErrors.NO_ANSWER_IN_TIME,
                "host `" + question.host() + "` gave no answer",
                "look at the worker's log on the host",
                failure);
    }
}
