package io.belay.engine.activity;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Clones that a tester asked for, started under the same gate as a candidate. */
@ActivityInterface(namePrefix = "Clones")
public interface TesterClones {

    /** @param snapshot id, or empty for the newest */
    CloneReport create(String cluster, String snapshot, String name, String owner);

    List<CloneReport> list(String cluster);

    /** Dropping what is not there succeeds. */
    CloneReport drop(String cluster, String name);

    /**
     * @param state {@code ready} or {@code dropped}
     * @param connect how to connect on that host, as a psql argument list joined by blanks
     * @param existsMilliseconds until the clone existed
     * @param answersMilliseconds until it answered a query
     * @param notIsolated what could not be isolated on this host, one sentence each
     */
    record CloneReport(
            String name,
            String cluster,
            String snapshot,
            String owner,
            String createdAt,
            String state,
            String connect,
            long existsMilliseconds,
            long answersMilliseconds,
            List<String> notIsolated) {}
}
