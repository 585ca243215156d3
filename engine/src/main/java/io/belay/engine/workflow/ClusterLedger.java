package io.belay.engine.workflow;

import io.belay.engine.ledger.GreenRehearsal;
import io.belay.engine.ledger.LastRehearsals;
import io.belay.engine.ledger.Ledger;
import io.belay.engine.ledger.LedgerEntry;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A cluster's ledger as a durable entity: never ends, goes on as new when its history grows. */
@WorkflowInterface
public interface ClusterLedger {

    @WorkflowMethod
    void keep(Ledger carried);

    @SignalMethod
    void record(LedgerEntry entry);

    @QueryMethod
    Ledger ledger();

    /** The newest rehearsal that this very plan has passed. */
    @QueryMethod
    GreenRehearsal green(String planHash);

    /** When this very plan was rehearsed last. */
    @QueryMethod
    LastRehearsals last(String planHash);
}
