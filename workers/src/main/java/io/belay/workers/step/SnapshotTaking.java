package io.belay.workers.step;

import io.belay.workers.backup.BackupMode;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.storage.Capabilities;
import io.belay.workers.storage.Capabilities.Consistency;
import io.belay.workers.storage.Dataset;
import io.belay.workers.storage.SnapshotCatalogue;
import io.belay.workers.storage.SnapshotCatalogue.Request;
import io.belay.workers.storage.SnapshotRecord;
import io.belay.workers.storage.SnapshotRecord.ImageFacts;
import io.belay.workers.storage.Storage;
import io.belay.workers.storage.StorageErrors;
import io.belay.workers.storage.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes a snapshot of live. On an atomic store live is asked one question (who its install user is) and nothing else: crash
 * recovery makes the image whole. Elsewhere live is put into backup mode while its files are copied. The rest is read from the
 * image's own control file.
 */
public final class SnapshotTaking {

    /** On an atomic store the only statement on live; listed in the manual (invariant I1). */
    static final String INSTALL_USER = "SELECT rolname FROM pg_catalog.pg_roles WHERE oid = 10";

    private static final String DATABASE = "postgres";

    /** {@code pg_controldata} prints this in front of "Calculated CRC checksum does not match value stored in file". */
    private static final String WRONG_CHECKSUM = "WARNING";

    private static final Duration TOOL = Duration.ofMinutes(1);

    private final ClusterOnHost cluster;
    private final CommandRunner commands;
    private final Path transcripts;

    public SnapshotTaking(ClusterOnHost cluster, CommandRunner commands, Path transcripts) {
        this.cluster = cluster;
        this.commands = commands;
        this.transcripts = transcripts;
    }

    /**
     * @param requestId the same for all attempts of one request
     * @throws StorageFailure when the store cannot take an image of this dataset, or refuses
     * @throws ServerFailure when live cannot be put into backup mode, or did not stay in it; nothing is left then
     */
    public SnapshotRecord take(String requestId, String takenBy) {
        Capabilities can =
                cluster.storage().probe(cluster.dataset(), cluster.place().root());
        if (!can.problems().isEmpty()) {
            throw new StorageFailure(
                    can.problems().get(0).code(),
                    "no snapshot of `" + cluster.reference() + "` was taken: "
                            + can.problems().stream()
                                    .map(Capabilities.Problem::text)
                                    .collect(Collectors.joining("; ")));
        }
        String superuser = installUser();
        return switch (can.consistency()) {
            case ATOMIC ->
                cluster.snapshots()
                        .take(
                                request(requestId, takenBy, Consistency.ATOMIC),
                                cluster.dataset(),
                                image -> facts(image, superuser));
            case BACKUP_MODE -> inBackupMode(request(requestId, takenBy, Consistency.BACKUP_MODE), superuser);
            case STOPPED ->
                throw new StorageFailure(
                        StorageErrors.UNSUITABLE,
                        "no snapshot of `" + cluster.reference()
                                + "` was taken: its store copies only what stands still, and a copy of a running server may"
                                + " look whole and not be");
        };
    }

    /** What a snapshot sends to live of this major, in order. */
    public static List<ListedStatement> statements(Consistency consistency, int major) {
        List<ListedStatement> listed = new ArrayList<>(List.of(ListedStatement.in(DATABASE, INSTALL_USER)));
        if (consistency == Consistency.BACKUP_MODE) {
            listed.addAll(BackupMode.statements(major));
        }
        return listed;
    }

    private Request request(String requestId, String takenBy, Consistency consistency) {
        return new Request(cluster.name(), requestId, takenBy, consistency);
    }

    /** A request that was carried out before puts live into backup mode no second time. */
    private SnapshotRecord inBackupMode(Request request, String superuser) {
        String[] start = {""};
        SnapshotCatalogue.Taking taking = (dataset, destination) -> {
            try (BackupMode backup = BackupMode.open(cluster.live(), dataset.dataDirectory(), cluster.reference())) {
                Storage.Timing timing = cluster.storage().snapshot(dataset, destination, backup);
                start[0] = backup.start().toString();
                return timing;
            }
        };
        // The image's control file may be newer than the backup's start; recovery begins where the label says.
        return cluster.snapshots().take(request, cluster.dataset(), taking, image -> {
            ImageFacts facts = facts(image, superuser);
            return new ImageFacts(facts.version(), facts.systemIdentifier(), start[0], facts.superuser());
        });
    }

    /**
     * Takes an image of a cluster of this host that is not live any more and stands still. Asks no server.
     *
     * @param superuser its install user
     */
    SnapshotRecord takeStopped(Dataset dataset, String superuser, String requestId, String takenBy) {
        Request request = new Request(cluster.name(), requestId, takenBy, Consistency.ATOMIC);
        return cluster.snapshots().take(request, dataset, image -> facts(image, superuser));
    }

    private String installUser() {
        try (Session session = new JdbcServer(cluster.live(), DATABASE).open(DATABASE)) {
            return session.query(INSTALL_USER).get(0).text("rolname");
        }
    }

    private ImageFacts facts(Path image, String superuser) {
        int version = version(image);
        Installation installation = cluster.installation(version)
                .orElseThrow(
                        () -> new ServerFailure(
                                PostgresErrors.INSTALLATION_MISSING,
                                "this host has no programs of PostgreSQL " + version + ", which wrote `"
                                        + cluster.reference()
                                        + "`. Nothing was left of the snapshot. Name their folder under `postgres` in the host's file"));
        ControlData control = new ControlDataReader(commands, transcripts)
                .read(
                        installation,
                        image,
                        new ToolRun(
                                Accounts.isRoot() ? Optional.of(cluster.owner()) : Optional.empty(),
                                Path.of("/"),
                                Isolation.NONE,
                                TOOL));
        if (control.fields().containsKey(WRONG_CHECKSUM)) {
            throw new ServerFailure(
                    PostgresErrors.CONTROL_DATA_UNREADABLE,
                    "the control file in the image is torn: the server wrote it while it was copied. Nothing was left of the"
                            + " snapshot; take another one");
        }
        return new ImageFacts(
                version, control.systemIdentifier(), control.redo().toString(), superuser);
    }

    private static int version(Path image) {
        try {
            return Integer.parseInt(
                    Files.readString(image.resolve("PG_VERSION")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the image has no PG_VERSION", e);
        }
    }
}
