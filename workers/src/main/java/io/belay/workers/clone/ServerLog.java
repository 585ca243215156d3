package io.belay.workers.clone;

import java.util.LinkedHashMap;
import java.util.Map;

/** The clone writes its errors to a file of its own, in English: nobody is paged, and the log can be read by {@code RecoveryLog}. */
final class ServerLog implements GateItem {

    static final String FOLDER = "log";

    @Override
    public int row() {
        return 18;
    }

    @Override
    public String what() {
        return "the server logs to a file of the clone";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("log_destination", "stderr");
        settings.put("logging_collector", "off");
        settings.put("log_line_prefix", "%m [%p] ");
        settings.put("lc_messages", "C");
        return settings;
    }

    @Override
    public void apply(CloneFacts clone) {
        clone.files().makeFolders(clone.own().resolve(FOLDER));
    }
}
