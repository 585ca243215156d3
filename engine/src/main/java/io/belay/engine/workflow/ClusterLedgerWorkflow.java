package io.belay.engine.workflow;

import io.belay.engine.ledger.GreenRehearsal;
import io.belay.engine.ledger.LastRehearsals;
import io.belay.engine.ledger.Ledger;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.ledger.LedgerEntry;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Folds each entry into the ledger, and keeps the brief readable. */
public final class ClusterLedgerWorkflow implements ClusterLedger {

    /** A signal with its task costs five events; the server suggests going on as new at 4,096. */
    private static final int ENTRIES_PER_HISTORY = 500;

    private final Deque<LedgerEntry> waiting = new ArrayDeque<>();
    private Ledger ledger;

    @WorkflowInit
    public ClusterLedgerWorkflow(Ledger carried) {
        this.ledger = carried;
    }

    @Override
    public void keep(Ledger carried) {
        Workflow.upsertMemo(Map.of(LedgerBrief.MEMO, LedgerBrief.of(ledger)));
        int entries = 0;
        while (!waiting.isEmpty()
                || (entries < ENTRIES_PER_HISTORY && !Workflow.getInfo().isContinueAsNewSuggested())) {
            Workflow.await(() -> !waiting.isEmpty());
            ledger = ledger.with(waiting.remove());
            entries++;
            Workflow.upsertMemo(Map.of(LedgerBrief.MEMO, LedgerBrief.of(ledger)));
        }
        Workflow.newContinueAsNewStub(ClusterLedger.class).keep(ledger);
    }

    @Override
    public void record(LedgerEntry entry) {
        waiting.add(entry);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public GreenRehearsal green(String planHash) {
        return ledger.greenOf(planHash);
    }

    @Override
    public LastRehearsals last(String planHash) {
        return ledger.lastOf(planHash);
    }
}
