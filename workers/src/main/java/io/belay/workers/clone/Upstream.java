package io.belay.workers.clone;

import java.util.LinkedHashMap;
import java.util.Map;

/** No connection to a primary (rows 6 and 9): it would consume live's slot. */
final class Upstream implements GateItem {

    private static final int SLOT_SYNC_SINCE = 17;

    @Override
    public int row() {
        return 6;
    }

    @Override
    public String what() {
        return "no primary is known, and no slots are synchronised (rows 6 and 9)";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("primary_conninfo", "");
        settings.put("primary_slot_name", "");
        if (clone.major() >= SLOT_SYNC_SINCE) {
            settings.put("sync_replication_slots", "off");
            settings.put("synchronized_standby_slots", "");
        }
        return settings;
    }
}
