package io.belay.engine;

import io.belay.engine.activity.EngineDesk;
import io.belay.engine.activity.Queues;
import io.belay.engine.client.OpenRehearsals;
import io.belay.engine.ledger.GreenRehearsal;
import io.belay.engine.ledger.LastRehearsals;
import io.belay.engine.ledger.Ledger;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.engine.schedule.Guards;
import io.belay.engine.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;

/** What workflows ask of the engine, done with its client. Thread-safe. */
final class EngineDeskWork implements EngineDesk {

    private final WorkflowClient client;
    private final Guards guards;

    EngineDeskWork(WorkflowClient client) {
        this.client = client;
        this.guards = new Guards(client);
    }

    @Override
    public void record(LedgerEntry entry) {
        WorkflowStub ledger = client.newUntypedWorkflowStub(
                "ClusterLedger",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.ledger(entry.cluster()))
                        .setTaskQueue(Queues.ENGINE)
                        .build());
        ledger.signalWithStart("record", new Object[] {entry}, new Object[] {Ledger.empty(entry.cluster())});
        // A signal is only delivered. An answer comes behind it: from here on whoever reads the ledger finds the entry.
        ledger.query("green", GreenRehearsal.class, entry.planHash());
    }

    @Override
    public GreenRehearsal greenRehearsal(String cluster, String planHash) {
        try {
            return client.newUntypedWorkflowStub(WorkflowIds.ledger(cluster))
                    .query("green", GreenRehearsal.class, planHash);
        } catch (WorkflowNotFoundException neverRehearsed) {
            return GreenRehearsal.NONE;
        }
    }

    @Override
    public LastRehearsals lastRehearsals(String cluster, String planHash) {
        try {
            return client.newUntypedWorkflowStub(WorkflowIds.ledger(cluster))
                    .query("last", LastRehearsals.class, planHash);
        } catch (WorkflowNotFoundException neverRehearsed) {
            return LastRehearsals.NONE;
        }
    }

    @Override
    public String openRehearsal(String cluster) {
        return OpenRehearsals.newest(client, cluster);
    }

    @Override
    public void pauseGuard(String cluster, String note) {
        if (guards.describe(cluster).filter(guard -> !guard.paused()).isPresent()) {
            guards.pause(cluster, note);
        }
    }

    @Override
    public void noteOnGuard(String cluster, String note) {
        if (guards.describe(cluster)
                .filter(guard -> !guard.paused() && !guard.note().equals(note))
                .isPresent()) {
            guards.note(cluster, note);
        }
    }

    @Override
    public void unpauseGuard(String cluster, String note) {
        if (guards.describe(cluster)
                .filter(guard -> guard.paused() && guard.note().equals(note))
                .isPresent()) {
            guards.unpause(cluster, note + " no longer");
        }
    }
}
