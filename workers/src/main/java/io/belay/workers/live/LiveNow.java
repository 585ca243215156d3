package io.belay.workers.live;

import io.belay.plans.model.HostConfiguration.Cluster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Who is live since a crossing. Immutable.
 *
 * @param dataDirectory of new, real path
 * @param systemIdentifier of new
 * @param run whose crossing it was
 * @param saidByHostFile what the host's file named as live at that moment; as long as it still says so, it is merely behind
 * @param old what was live before, newest last; also what is retired
 */
public record LiveNow(
        int major,
        Path dataDirectory,
        int port,
        String systemIdentifier,
        String run,
        Instant since,
        Named saidByHostFile,
        List<OldLive> old) {

    /** A cluster as the host's file names it. */
    public record Named(Path dataDirectory, int port) {

        public static Named by(Cluster configured) {
            return new Named(configured.dataDirectory(), configured.connect().port());
        }
    }

    public LiveNow {
        old = List.copyOf(old);
    }

    /** The cluster that this run's crossing replaced. */
    public Optional<OldLive> replacedBy(String runId) {
        return old.stream().filter(one -> one.replacedBy().equals(runId)).findFirst();
    }

    LiveNow withRetired(String runId, Instant when) {
        return withOld(runId, one -> one.retiredAt(when));
    }

    /** What this run's crossing replaced followed new until now, and stands still. */
    public LiveNow withStopped(String runId, String checkpoint) {
        return withOld(runId, one -> one.stoppedAt(checkpoint));
    }

    private LiveNow withOld(String runId, UnaryOperator<OldLive> change) {
        return new LiveNow(
                major,
                dataDirectory,
                port,
                systemIdentifier,
                run,
                since,
                saidByHostFile,
                old.stream()
                        .map(one -> one.replacedBy().equals(runId) ? change.apply(one) : one)
                        .toList());
    }
}
