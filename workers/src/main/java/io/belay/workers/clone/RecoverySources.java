package io.belay.workers.clone;

import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A clone recovers from its own log only: no archive to replay beyond the snapshot, no primary to follow. */
final class RecoverySources implements GateItem {

    private static final List<String> FILES = List.of("standby.signal", "recovery.signal", "recovery.conf");

    private static final String RECOVERING = "SELECT pg_catalog.pg_is_in_recovery() AS recovering";

    @Override
    public int row() {
        return 5;
    }

    @Override
    public String what() {
        return "recovery ends with the snapshot's own log";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        return Map.of("restore_command", "", "archive_cleanup_command", "", "recovery_end_command", "");
    }

    @Override
    public void apply(CloneFacts clone) {
        FILES.forEach(name -> clone.files().delete(clone.data().resolve(name)));
    }

    @Override
    public List<String> wrong(CloneFacts clone) {
        Stream<String> left =
                FILES.stream().filter(name -> Files.exists(clone.data().resolve(name), LinkOption.NOFOLLOW_LINKS));
        return left.map(name -> "`" + name + "` is there").toList();
    }

    @Override
    public List<String> asked() {
        return List.of(RECOVERING);
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        boolean recovering = session.query(RECOVERING).get(0).isTrue("recovering");
        return recovering ? List.of("the server is still in recovery, as if it followed another one") : List.of();
    }
}
