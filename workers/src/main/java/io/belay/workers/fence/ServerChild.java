package io.belay.workers.fence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A process of a server, as the host lists it: what the server itself does not tell of, above all a connection before or in its
 * authentication, which shows no title of its own yet.
 */
record ServerChild(long pid, String title) {

    /** Of those that never write for a client, and that {@code pg_stat_activity} does not show in every version. */
    private static final Set<String> OWN = Set.of(
            "checkpointer",
            "background writer",
            "walwriter",
            "walsummarizer",
            "autovacuum launcher",
            "stats collector",
            "logger",
            "slotsync worker",
            "logical replication launcher");

    private static final Pattern OWN_WITH_MORE = Pattern.compile(
            "archiver( (last was|failed on|archiving) .*)?|startup( .*)?|io worker \\d+|walreceiver( .*)?");

    static List<ServerChild> of(long postmaster) {
        try (Stream<ProcessHandle> children =
                ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::children)) {
            return children.map(child -> new ServerChild(child.pid(), title(child.pid())))
                    .filter(child -> !child.title().isEmpty())
                    .toList();
        }
    }

    /** @param cluster {@code cluster_name}, which titles begin with; empty when there is none */
    boolean isServersOwn(String cluster) {
        String prefix = "postgres: " + (cluster.isEmpty() ? "" : cluster + ": ");
        if (!title.startsWith(prefix)) {
            return false;
        }
        String rest = title.substring(prefix.length()).strip();
        return OWN.contains(rest) || OWN_WITH_MORE.matcher(rest).matches();
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
