package io.belay.workers.live;

import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.List;

/** The cluster in which new's settings for production are tried on: where it lies and how it is made. Pure. */
public final class TrialCommands {

    static final String DATA = "data";
    static final String LOG = "trial.log";

    private TrialCommands() {}

    public static Path data(Path root) {
        return root.resolve(DATA);
    }

    public static Path log(Path root) {
        return root.resolve(LOG);
    }

    /** Empty and soon gone: only what the settings themselves depend on is as in production. */
    public static List<String> initdb(Installation target, Path data, String superuser, String walSegmentMebibytes) {
        return List.of(
                target.program("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + superuser,
                "--encoding=UTF8",
                "--locale=C",
                "--wal-segsize=" + walSegmentMebibytes,
                "--no-sync",
                "--auth-local=peer",
                "--auth-host=reject");
    }
}
