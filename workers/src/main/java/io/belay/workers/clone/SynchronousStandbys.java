package io.belay.workers.clone;

import java.util.Map;

/** A clone has no standbys: waiting for one would hang its first commit for ever. */
final class SynchronousStandbys implements GateItem {

    @Override
    public int row() {
        return 10;
    }

    @Override
    public String what() {
        return "no commit waits for a standby";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        return Map.of("synchronous_standby_names", "");
    }
}
