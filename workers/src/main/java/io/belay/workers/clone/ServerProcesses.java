package io.belay.workers.clone;

import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The host's own list of the server's processes: an archiver is not shown by the server itself before 14. Nothing that archives,
 * receives, sends or applies may be there.
 */
final class ServerProcesses implements GateItem {

    private static final Set<String> HARMLESS = Set.of(
            "client backend",
            "checkpointer",
            "background writer",
            "walwriter",
            "walsummarizer",
            "autovacuum launcher",
            "autovacuum worker",
            "logger",
            "startup",
            "parallel worker",
            "io worker",
            // Kept loaded for pg_upgrade, silenced by settings: see Preloads.
            "pg_cron launcher",
            "pg_cron",
            "TimescaleDB Background Worker Launcher");

    private static final List<String> FORBIDDEN =
            List.of("archiver", "walreceiver", "walsender", "logical replication", "slotsync");

    @Override
    public int row() {
        return 20;
    }

    @Override
    public String what() {
        return "no process archives, receives, sends or applies (rows 3, 6 and 8)";
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        return titles(server.pid())
                .filter(title -> title.startsWith("postgres:"))
                .filter(title -> FORBIDDEN.stream().anyMatch(title::contains))
                .map(title -> "the process `" + title + "` runs")
                .toList();
    }

    static boolean isHarmless(String backendType) {
        return HARMLESS.contains(backendType);
    }

    private static Stream<String> titles(long postmaster) {
        return ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .map(child -> title(child.pid()));
    }

    private static String title(long pid) {
        try {
            byte[] arguments = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "cmdline"));
            return new String(arguments, StandardCharsets.UTF_8)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException endedMeanwhile) {
            return "";
        }
    }
}
