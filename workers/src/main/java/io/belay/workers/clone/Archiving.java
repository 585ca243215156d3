package io.belay.workers.clone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The clone has live's system identifier and timeline: its log files carry the names that live's archive needs next. An archive that
 * meets one of them refuses live's own, and live's disk fills.
 */
final class Archiving implements GateItem {

    private static final int ARCHIVE_LIBRARY_SINCE = 15;

    @Override
    public int row() {
        return 3;
    }

    @Override
    public String what() {
        return "nothing is archived, and nothing waits for it (rows 3 and 4)";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("archive_mode", "off");
        settings.put("archive_command", "");
        if (clone.major() >= ARCHIVE_LIBRARY_SINCE) {
            settings.put("archive_library", "");
        }
        return settings;
    }

    @Override
    public void apply(CloneFacts clone) {
        waiting(clone)
                .forEach(name -> clone.files()
                        .delete(clone.data().resolve("pg_wal/archive_status").resolve(name)));
    }

    @Override
    public List<String> wrong(CloneFacts clone) {
        return waiting(clone).stream()
                .map(name -> "`" + name + "` waits to be archived")
                .toList();
    }

    private static List<String> waiting(CloneFacts clone) {
        return OwnedFiles.list(clone.data().resolve("pg_wal/archive_status")).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.endsWith(".ready"))
                .toList();
    }
}
