package io.belay.workers.clone;

import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replication slots of the original: in the clone they would hold back its log and rows for ever. */
final class Slots implements GateItem {

    private static final String SLOTS = "SELECT slot_name FROM pg_catalog.pg_replication_slots";

    private static final int SLOT_TIMEOUT_SINCE = 18;

    @Override
    public int row() {
        return 7;
    }

    @Override
    public String what() {
        return "no replication slot was taken along";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        Map<String, String> settings = new LinkedHashMap<>();
        // pg_upgrade's servers refuse to start with another value (cloudnative-pg#7283).
        settings.put("max_slot_wal_keep_size", "-1");
        if (clone.major() >= SLOT_TIMEOUT_SINCE) {
            settings.put("idle_replication_slot_timeout", "0");
        }
        return settings;
    }

    @Override
    public void apply(CloneFacts clone) {
        clone.files().deleteContent(clone.data().resolve("pg_replslot"));
    }

    @Override
    public List<String> wrong(CloneFacts clone) {
        return OwnedFiles.list(clone.data().resolve("pg_replslot")).stream()
                .map(slot -> "the slot `" + slot.getFileName() + "` is there")
                .toList();
    }

    @Override
    public List<String> asked() {
        return List.of(SLOTS);
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        return session.query(SLOTS).stream()
                .map(row -> "the server has the slot `" + row.text("slot_name") + "`")
                .toList();
    }
}
