package io.belay.workers.postgres;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's log says of its recovery. Pure; reads logs written under {@code lc_messages = 'C'}.
 *
 * <p>The end of recovery is the exact place where a subscription to live has to begin: whatever record starts at or before the
 * place in "redo done at X" is in the clone, whatever starts later is not. So the end is where the record at X ends; X + 1, which
 * means the same to a subscription, when that record can no longer be read.
 */
public final class RecoveryLog {

    private static final Pattern STARTS = Pattern.compile("redo starts at ([0-9A-F]+/[0-9A-F]+)");
    private static final Pattern DONE = Pattern.compile("redo done at ([0-9A-F]+/[0-9A-F]+)");
    private static final String NOT_REQUIRED = "redo is not required";
    private static final String CLEAN = "database system was shut down at";

    private RecoveryLog() {}

    /**
     * @param log of the server's starts since it was cloned; the first recovery that came to its end counts, because later
     *     ones replay what the clone itself wrote
     * @param before control data from before the first start
     * @param folder {@code pg_wal} of the clone, in which the last record is looked up
     * @return nothing when no start came that far
     */
    public static Optional<Recovery> read(String log, ControlData before, Path folder) {
        Matcher done = DONE.matcher(log);
        if (done.find()) {
            Lsn last = Lsn.parse(done.group(1));
            Lsn end = new LogRecordEnd(before).find(folder, last).orElseGet(() -> last.plus(1));
            return Optional.of(new Recovery(end, last.minus(start(log, done.start(), before))));
        }
        if (log.contains(NOT_REQUIRED) || log.contains(CLEAN)) {
            return Optional.of(new Recovery(before.redo(), 0));
        }
        return Optional.empty();
    }

    private static Lsn start(String log, int before, ControlData control) {
        Matcher starts = STARTS.matcher(log.substring(0, before));
        Lsn found = control.redo();
        while (starts.find()) {
            found = Lsn.parse(starts.group(1));
        }
        return found;
    }

    /**
     * @param end in live's write-ahead log: first place that is not in the clone
     * @param replayedBytes write-ahead log that was replayed
     */
    public record Recovery(Lsn end, long replayedBytes) {}
}
