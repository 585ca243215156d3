package io.belay.workers.hold;

import io.belay.workers.hold.PgBouncerFile.Entry;
import io.belay.workers.hold.Pooler.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges whether a PgBouncer can hold live's clients, from what its console and its file say. Immutable, pure. */
final class PgBouncerCheck {

    /** What releasing takes besides the budget, undo included. */
    private static final Duration RESERVE = Duration.ofSeconds(10);

    private final String pooler;
    private final LiveAddress live;
    private final Path usualFolder;

    PgBouncerCheck(String pooler, LiveAddress live, Path usualFolder) {
        this.pooler = pooler;
        this.live = live;
        this.usualFolder = usualFolder;
    }

    /** @param running rows of {@code SHOW DATABASES} */
    List<String> databases(List<Map<String, String>> running) {
        return running.stream()
                .filter(row -> live.isMeantBy(
                        Optional.of(row.getOrDefault("host", "")).filter(host -> !host.isEmpty()),
                        number(row.getOrDefault("port", "")),
                        usualFolder))
                .map(row -> row.getOrDefault("name", ""))
                .toList();
    }

    /** What runs must be what the file says, or the file's change would not lead to what was meant. */
    List<Problem> entries(List<String> running, List<Entry> onDisk) {
        List<Problem> problems = new ArrayList<>();
        if (running.isEmpty()) {
            problems.add(new Problem(
                    HoldErrors.POOLER_ENTRY,
                    "no database of PgBouncer `" + pooler + "` points at live (port " + live.port() + ", "
                            + live.sockets() + ")",
                    "correct its [databases], or take it out of `poolers` of the cluster in the host's file"));
        }
        for (String name : running) {
            boolean known = onDisk.stream()
                    .anyMatch(entry ->
                            entry.name().equals(name) && live.isMeantBy(entry.host(), entry.port(), usualFolder));
            if (!known) {
                problems.add(new Problem(
                        HoldErrors.POOLER_ENTRY,
                        "PgBouncer `" + pooler + "` passes `" + name
                                + "` on to live, but its configuration file has no such entry",
                        "write the entry into the file that `poolers` names, without `%include`, and RELOAD"));
            }
        }
        onDisk.stream()
                .filter(entry -> entry.isWildcard() && live.isMeantBy(entry.host(), entry.port(), usualFolder))
                .forEach(entry -> problems.add(new Problem(
                        HoldErrors.POOLER_ENTRY,
                        "PgBouncer `" + pooler + "` passes every database on to live by `*`: a database that is first"
                                + " asked for during the hold would not be held",
                        "write an entry for each database instead, and RELOAD")));
        return problems;
    }

    List<Problem> settings(Map<String, String> settings, Duration budget) {
        List<Problem> problems = new ArrayList<>();
        double needed = budget.plus(RESERVE).toMillis() / 1000.0;
        double seconds = decimal(settings.getOrDefault("query_wait_timeout", "0"));
        if (seconds > 0 && seconds < needed) {
            problems.add(new Problem(
                    HoldErrors.POOLER_SETTING,
                    "PgBouncer `" + pooler + "` gives waiting clients up after `query_wait_timeout` of "
                            + (long) seconds + " s, and `budget.hold` lets them wait for " + budget.toSeconds() + " s",
                    "set `query_wait_timeout = " + (long) Math.ceil(needed)
                            + "` (or 0) in its file and RELOAD, or plan a shorter `budget.hold`"));
        }
        return problems;
    }

    /** @return entries that point at live and pool by session */
    List<String> bySession(Map<String, String> settings, List<Map<String, String>> running) {
        List<String> ours = databases(running);
        return running.stream()
                .filter(row -> ours.contains(row.getOrDefault("name", "")))
                .filter(row -> "session".equals(mode(row, settings)))
                .map(row -> row.getOrDefault("name", ""))
                .toList();
    }

    List<String> notes(List<String> bySession) {
        return bySession.stream()
                .map(entry -> "PgBouncer `" + pooler + "` pools `" + entry
                        + "` by session: its clients are only held once they disconnect; what has not by a part of"
                        + " the budget ends the hold, and live is open again")
                .toList();
    }

    private static String mode(Map<String, String> row, Map<String, String> settings) {
        String own = row.getOrDefault("pool_mode", "");
        return own.isEmpty() ? settings.getOrDefault("pool_mode", "") : own;
    }

    private static int number(String text) {
        return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static double decimal(String text) {
        return text.matches("\\d{1,9}(\\.\\d{1,6})?") ? Double.parseDouble(text) : 0;
    }
}
