package io.belay.workers.clone;

import java.util.LinkedHashMap;
import java.util.Map;

/** Process lists, monitoring and scripts must tell the clone from live. */
final class ClusterName implements GateItem {

    @Override
    public int row() {
        return 19;
    }

    @Override
    public String what() {
        return "the server's processes carry the clone's name";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cluster_name", clone.request().id());
        settings.put("update_process_title", "on");
        return settings;
    }
}
