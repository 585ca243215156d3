package io.belay.workers.clone;

import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Libraries that live loads at start: only those of a list, because others bring workers whose jobs would send mails, delete and call
 * out from the copy. Two that {@code pg_upgrade} needs loaded are kept, but silenced.
 */
final class Preloads implements GateItem {

    private static final String KINDS = "SELECT DISTINCT backend_type FROM pg_catalog.pg_stat_activity";

    private static final String AT_START = "shared_preload_libraries";

    /** Where Debian and Red Hat put a major's modules, seen from its programs. */
    private static final String MODULES = "../lib";

    private static final Map<String, Map<String, String>> ALLOWED = Map.of(
            "pg_stat_statements", Map.of(),
            "pg_stat_kcache", Map.of(),
            "pg_hint_plan", Map.of(),
            "plpgsql_check", Map.of(),
            "pgaudit", Map.of("pgaudit.log", "none"),
            "pg_cron", Map.of("cron.launch_active_jobs", "off"),
            "timescaledb", Map.of("timescaledb.max_background_workers", "0", "timescaledb.telemetry_level", "off"));

    @Override
    public int row() {
        return 13;
    }

    @Override
    public String what() {
        return "only harmless libraries are loaded at start; job schedulers rest (rows 13 and 14)";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> kept = wanted(clone).stream()
                .filter(library -> isAllowed(clone, library))
                .toList();
        settings.put(AT_START, String.join(", ", kept));
        settings.put("session_preload_libraries", "");
        settings.put("local_preload_libraries", "");
        kept.forEach(library -> settings.putAll(ALLOWED.getOrDefault(name(library), Map.of())));
        return settings;
    }

    @Override
    public List<String> asked() {
        return List.of(KINDS);
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        return session.query(KINDS).stream()
                .flatMap(row -> row.optional("backend_type").stream())
                .filter(type -> !ServerProcesses.isHarmless(type))
                .map(type -> "a process of the kind `" + type + "` runs")
                .toList();
    }

    @Override
    public List<String> leftOut(CloneFacts clone) {
        List<String> sentences = new ArrayList<>();
        wanted(clone).stream()
                .filter(library -> !ALLOWED.containsKey(name(library)))
                .map(library -> "live loads `" + library + "` at start, the clone does not: what depends on it is not"
                        + " rehearsed")
                .forEach(sentences::add);
        return sentences;
    }

    private static List<String> wanted(CloneFacts clone) {
        return Stream.of(clone.inherited(AT_START, "").split(",", -1))
                .map(library -> library.strip().replace("\"", ""))
                .filter(library -> !library.isEmpty())
                .toList();
    }

    /** A library that the new major lacks is left out, so that {@code pg_upgrade} can start and say who needs it. */
    private static boolean isAllowed(CloneFacts clone, String library) {
        Path modules =
                clone.request().installation().programs().resolve(MODULES).normalize();
        return ALLOWED.containsKey(name(library))
                && (!Files.isDirectory(modules) || Files.exists(modules.resolve(name(library) + ".so")));
    }

    private static String name(String library) {
        String last = library.substring(library.lastIndexOf('/') + 1);
        return last.endsWith(".so") ? last.substring(0, last.length() - ".so".length()) : last;
    }
}
