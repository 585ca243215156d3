package io.belay.engine.client;

import io.belay.engine.activity.Queues;
import io.belay.engine.evidence.EvidenceErrors;
import io.belay.engine.ledger.Ledger;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.workflow.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a cluster's ledger anew out of what each rehearsal told it: the host's evidence keeps that for good, Temporal's histories as
 * long as they are there.
 */
final class LedgerRebuilding {

    /** A ledger remembers fewer rehearsals than that. */
    private static final int SEARCHED = 400;

    private final Wire wire;
    private final Runs runs;
    private final HostQuestions hosts;
    private final Ledgers ledgers;

    LedgerRebuilding(Wire wire, Runs runs, HostQuestions hosts, Ledgers ledgers) {
        this.wire = wire;
        this.runs = runs;
        this.hosts = hosts;
        this.ledgers = ledgers;
    }

    LedgerDraft draft(String cluster) {
        Map<String, LedgerEntry> entries = new TreeMap<>();
        hosts.rehearsals(cluster).forEach(entry -> entries.put(entry.run(), entry));
        int fromEvidence = entries.size();
        fromHistories(cluster, entries);
        Optional<Ledger> present = present(cluster);
        if (entries.isEmpty()) {
            throw new EngineFailure(
                    EvidenceErrors.NO_REHEARSAL,
                    "neither the evidence on the host nor Temporal's histories know a rehearsal of `" + cluster
                            + "`; nothing was changed",
                    "rehearse a plan: belay rehearse PLAN");
        }
        List<String> kept = present.map(Ledger::runs).orElse(List.of()).stream()
                .filter(run -> !entries.containsKey(run))
                .toList();
        // What only the present one knows cannot be told anew, so it stays and the rest is added to it.
        Ledger begin = kept.isEmpty() ? Ledger.empty(cluster) : present.orElseThrow();
        return new LedgerDraft(present, folded(begin, entries), fromEvidence, entries.size() - fromEvidence, kept);
    }

    private static Ledger folded(Ledger begin, Map<String, LedgerEntry> entries) {
        List<LedgerEntry> inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparing(LedgerEntry::at).thenComparing(LedgerEntry::run));
        Ledger ledger = begin;
        for (LedgerEntry entry : inOrder) {
            ledger = ledger.with(entry);
        }
        return ledger;
    }

    private void fromHistories(String cluster, Map<String, LedgerEntry> entries) {
        for (ObservedRun run : runs.list(cluster, SEARCHED)) {
            if (run.status().rehearsal() && !entries.containsKey(run.status().run())) {
                runs.history(run).anchors().learned().stream()
                        .filter(entry -> entry.cluster().equals(cluster))
                        .forEach(entry -> entries.put(entry.run(), entry));
            }
        }
    }

    private Optional<Ledger> present(String cluster) {
        Optional<LedgerReading> reading = ledgers.read(cluster);
        if (reading.isPresent() && reading.get().whole().isEmpty()) {
            throw new EngineFailure(
                    EngineErrors.NO_ENGINE,
                    "there is a ledger of `" + cluster
                            + "`, but no engine answers for it, so it is not known what is in it;"
                            + " nothing was changed",
                    "start `belay engine`, then try again");
        }
        return reading.flatMap(LedgerReading::whole);
    }

    void replace(LedgerDraft draft) {
        wire.call(() -> wire.client()
                .newUntypedWorkflowStub(
                        "ClusterLedger",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(
                                        WorkflowIds.ledger(draft.rebuilt().cluster()))
                                .setWorkflowIdReusePolicy(
                                        WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                                // One call of the server ends the old one and begins the new one: nobody finds none.
                                .setWorkflowIdConflictPolicy(
                                        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
                                .setTaskQueue(Queues.ENGINE)
                                .build())
                .start(draft.rebuilt()));
    }
}
