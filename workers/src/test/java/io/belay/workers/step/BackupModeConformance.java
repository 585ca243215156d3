package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.problem.ErrorCode;
import io.belay.workers.backup.BackupErrors;
import io.belay.workers.backup.BackupMode;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.Lsn;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.step.StepLab.Store;
import io.belay.workers.storage.Capabilities.Consistency;
import io.belay.workers.storage.OwnTree;
import io.belay.workers.storage.Place;
import io.belay.workers.storage.SnapshotRecord;
import io.belay.workers.storage.Storage.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A running server under load is copied file by file, and what comes of it is whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BackupModeConformance {

    private static final String MAKE_LOG =
            "INSERT INTO public.accounts SELECT 100000 + (random() * 1e9)::int, 0 FROM generate_series(1, 10) ON CONFLICT DO NOTHING";

    private static final String FUNCTIONS_13 =
            "FUNCTION pg_start_backup(text, boolean, boolean), pg_stop_backup(boolean, boolean)";

    private final Store store;
    private final int major;
    private StepLab lab;

    BackupModeConformance(Store store, int major) {
        this.store = store;
        this.major = major;
    }

    @BeforeAll
    void makeLive() throws IOException {
        lab = new StepLab(store, major);
        Path fast = lab.tablespace("fast");
        lab.sql(
                "postgres",
                "CREATE TABLESPACE fast LOCATION '" + fast + "'",
                "CREATE TABLE public.accounts (id int PRIMARY KEY, balance bigint NOT NULL)",
                "INSERT INTO public.accounts SELECT g, 0 FROM generate_series(1, 50000) g",
                "CREATE TABLE public.done (n bigint PRIMARY KEY) TABLESPACE fast",
                "CREATE ROLE belay LOGIN");
    }

    @AfterAll
    void close() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void what_was_acknowledged_before_the_backups_end_is_in_the_clone_and_nothing_that_began_behind_it()
            throws Exception {
        SnapshotRecord taken;
        List<PaymentLoad.Payment> payments;
        try (PaymentLoad load = PaymentLoad.start(lab, 4)) {
            load.awaitPayments(200);
            taken = lab.taking().take("under-load-" + store, "test");
            load.awaitPayments(load.count() + 200);
            payments = load.stop();
        }
        Lsn stop = lab.newestBackupEnd(taken.redoLocation());
        Set<Long> in = new TreeSet<>();
        Set<Long> out = new TreeSet<>();
        for (PaymentLoad.Payment payment : payments) {
            if (payment.after().compareTo(stop) <= 0) {
                in.add(payment.number());
            } else if (payment.before().compareTo(stop) > 0) {
                out.add(payment.number());
            }
        }

        assertThat(taken.consistency()).isEqualTo(Consistency.BACKUP_MODE);
        assertThat(in).hasSizeGreaterThan(150);
        assertThat(out).hasSizeGreaterThan(150);
        Set<Long> found = inClone(taken, clone -> {
            List<Row> sums = clone.query(
                    "SELECT (SELECT count(*) FROM public.done) AS payments, (SELECT sum(balance) FROM public.accounts) AS total");
            assertThat(sums.get(0).number("total")).isEqualTo(sums.get(0).number("payments"));
            return clone.query("SELECT n FROM public.done").stream()
                    .map(row -> row.number("n"))
                    .collect(Collectors.toCollection(TreeSet::new));
        });
        assertThat(found).containsAll(in).doesNotContainAnyElementsOf(out);
    }

    @Test
    void recovery_ends_exactly_at_the_backups_end() throws Exception {
        SnapshotRecord taken = lab.taking().take("exactly-" + store, "test");
        Lsn stop = lab.newestBackupEnd(taken.redoLocation());

        String log = logOfClone(taken);

        assertThat(log).contains("redo starts at " + taken.redoLocation());
        Matcher done = Pattern.compile("redo done at ([0-9A-F]+/[0-9A-F]+)").matcher(log);
        assertThat(done.find()).as(log).isTrue();
        assertThat(Lsn.parse(done.group(1))).isEqualTo(stop);
        assertThat(log).contains("consistent recovery state reached at");
    }

    @Test
    void nothing_is_left_in_live_and_a_request_is_carried_out_once() throws Exception {
        SnapshotRecord first = lab.taking().take("once", "test");
        String file = fileOfLivesLog();
        SnapshotRecord again = lab.taking().take("once", "test");

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(fileOfLivesLog()).isEqualTo(file);
        assertThat(lab.data().resolve("backup_label")).doesNotExist();
        assertThat(lab.data().resolve("tablespace_map")).doesNotExist();
        Path image = lab.catalogue().image(first).resolve(first.dataDirectory());
        assertThat(image.resolve("backup_label")).isNotEmptyFile();
        assertThat(image.resolve("tablespace_map")).isNotEmptyFile();
        assertThat(image.resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void with_a_gap_in_its_log_the_server_does_not_open_the_image() throws Exception {
        SnapshotRecord taken = lab.taking().take("gap-" + store, "test");
        OwnTree tree = lab.place().clone("orders", "gap");
        lab.cluster().storage().copy(lab.catalogue().image(taken), tree.path());
        Path log = tree.path().resolve(taken.dataDirectory()).resolve("pg_wal");
        long end = lab.newestBackupEnd(taken.redoLocation()).position();
        try (Stream<Path> segments = Files.list(log)) {
            Path last = segments.filter(Files::isRegularFile)
                    .max(Comparator.comparing(Path::getFileName))
                    .orElseThrow();
            byte[] content = Files.readAllBytes(last);
            Arrays.fill(content, (int) (end % content.length), content.length, (byte) 0);
            Files.write(last, content);
        }

        String said = lab.startByHand(tree.path().resolve(taken.dataDirectory()));

        assertThat(said)
                .containsPattern(
                        "WAL ends before end of online backup|could not locate required checkpoint|invalid checkpoint");
        lab.cluster().storage().remove(tree.path());
    }

    @Test
    void a_session_that_dies_voids_the_image() {
        Path destination = lab.place().snapshot("orders", "died");

        assertVoid(
                BackupErrors.VOID,
                () -> backup(destination, new Wrapped() {
                    @Override
                    void atFirstFile() {
                        lab.sql(
                                "postgres",
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'belay' AND pid <>"
                                        + " pg_backend_pid()");
                    }
                }));

        assertThat(destination).doesNotExist();
        assertThat(lab.place().unfinished(destination)).doesNotExist();
        assertThat(lab.data().resolve("backup_label")).doesNotExist();
    }

    @Test
    void a_log_that_the_server_used_anew_voids_the_image() {
        Path destination = lab.place().snapshot("orders", "recycled");

        assertVoid(
                BackupErrors.VOID,
                () -> backup(destination, new Wrapped() {
                    @Override
                    void atFirstFile() {
                        for (int i = 0; i < 4; i++) {
                            lab.sql("postgres", MAKE_LOG, "SELECT pg_switch_wal()", "CHECKPOINT");
                        }
                    }
                }));

        assertThat(destination).doesNotExist();
    }

    @Test
    void a_log_of_many_files_is_kept_whole_while_files_are_copied() throws Exception {
        for (int i = 0; i < 3; i++) {
            lab.sql("postgres", MAKE_LOG, "SELECT pg_switch_wal()");
        }
        Path destination = lab.place().snapshot("orders", "many");

        backup(destination, new Wrapped() {
            @Override
            void atFirstFile() {
                for (int i = 0; i < 3; i++) {
                    lab.sql("postgres", MAKE_LOG, "SELECT pg_switch_wal()");
                }
            }
        });

        Path log = destination
                .resolve(lab.cluster().dataset().relativeDataDirectory())
                .resolve("pg_wal");
        try (Stream<Path> segments = Files.list(log)) {
            assertThat(segments).hasSizeGreaterThanOrEqualTo(4);
        }
        lab.cluster().storage().remove(destination);
    }

    @Test
    void a_role_without_the_right_is_told_the_grant_that_gives_it() {
        SnapshotTaking asBelay = taking("belay");
        String[] message = new String[1];
        assertThatThrownBy(() -> asBelay.take("by-belay", "test")).isInstanceOfSatisfying(ServerFailure.class, e -> {
            assertThat(e.code()).isEqualTo(BackupErrors.NOT_ALLOWED);
            message[0] = e.getMessage();
        });
        String grant = message[0].substring(message[0].indexOf("GRANT EXECUTE"));

        lab.sql("postgres", grant);
        SnapshotRecord taken = asBelay.take("by-belay", "test");
        lab.sql("postgres", grant.replace("GRANT", "REVOKE").replace(" TO ", " FROM "));

        assertThat(taken.consistency()).isEqualTo(Consistency.BACKUP_MODE);
    }

    @Test
    void live_is_told_exactly_what_the_manual_lists() throws Exception {
        String before = Files.readString(lab.liveLog());
        lab.sql("postgres", "ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()");
        lab.sql("postgres", "SET application_name = 'not belay'");
        lab.taking().take("listened-to", "test");
        lab.sql("postgres", "ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()");

        String log = Files.readString(lab.liveLog()).substring(before.length());
        Set<String> said = new TreeSet<>();
        Matcher statement = Pattern.compile("(?:statement|execute [^:]+): (.*)").matcher(log);
        while (statement.find()) {
            said.add(statement.group(1).strip());
        }
        said.removeIf(text -> text.startsWith("ALTER SYSTEM")
                || text.contains("pg_reload_conf")
                || text.startsWith("SET application_name"));

        assertThat(said).isNotEmpty();
        assertThat(ManualOfLive.listed()).containsAll(said);
        assertThat(said).anyMatch(text -> text.contains(major < 15 ? "pg_start_backup" : "pg_backup_start"));
    }

    @Test
    void an_upgrade_of_the_clone_is_proven_also_in_the_tablespace() {
        if (major == 17) {
            return; // nothing newer to upgrade to
        }
        String id = lab.taking().take("upgrade-" + store, "test").id();
        String run = "up";
        CandidateCare care = new CandidateCare(lab.context(run, id, "candidate", 1));
        assertThat(lab.carryOut(lab.context(run, id, "preflight", 1)).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(lab.carryOut(lab.context(run, id, "snapshot", 1)).outcome()).isEqualTo(Outcome.SUCCEEDED);
        succeed(run, id, "clone");
        care.takeWaypoint("w-clone");
        succeed(run, id, "pg_upgrade");
        care.takeWaypoint("w-upgraded");

        StepResult proof = new PgUpgradeStep().verify(lab.context(run, id, "pg_upgrade", 1));
        StepResult verified = lab.carryOut(lab.context(run, id, "verify", 1));
        StepResult back = care.restore("w-clone");

        assertThat(proof.outcome()).as(proof.toString()).isEqualTo(Outcome.SUCCEEDED);
        int shared = Integer.parseInt(proof.facts().get("files_shared"));
        int read = Integer.parseInt(proof.facts().get("files_read"));
        if (store == Store.COPY) {
            assertThat(shared).isZero();
            assertThat(read).isGreaterThan(3);
        } else {
            assertThat(shared).isGreaterThan(3);
        }
        assertThat(verified.outcome()).as(verified.toString()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(back.outcome()).as(back.toString()).isEqualTo(Outcome.SUCCEEDED);
        care.drop();
        assertThat(lab.place().list(Place.Kind.WAYPOINT, run)).isEmpty();
    }

    @Test
    void the_right_to_back_up_does_not_stand_in_the_way_of_the_upgrade() {
        if (major == 17) {
            return; // nothing newer to upgrade to
        }
        ClusterOnHost asBelay = lab.cluster("belay");
        lab.sql("postgres", "GRANT EXECUTE ON " + FUNCTIONS_13 + " TO belay");
        String id = taking("belay").take("granted-" + store, "test").id();
        lab.sql("postgres", "REVOKE EXECUTE ON " + FUNCTIONS_13 + " FROM belay");
        String run = "granted";
        StepResult cloned = lab.carryOut(lab.contextOf(asBelay, run, id, "clone", 1));
        assertThat(cloned.outcome()).as(cloned.toString()).isEqualTo(Outcome.SUCCEEDED);
        new CandidateCare(lab.context(run, id, "candidate", 1)).takeWaypoint("w-clone");

        StepResult upgraded = lab.carryOut(lab.contextOf(asBelay, run, id, "pg_upgrade", 1));

        assertThat(upgraded.outcome()).as(upgraded.toString()).isEqualTo(Outcome.SUCCEEDED);
        new CandidateCare(lab.context(run, id, "candidate", 1)).drop();
    }

    private void succeed(String run, String snapshot, String kind) {
        StepResult result = lab.carryOut(lab.context(run, snapshot, kind, 1));
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
    }

    private SnapshotTaking taking(String role) {
        return new SnapshotTaking(
                lab.cluster(role), lab.host().runner(), lab.host().transcripts());
    }

    private void backup(Path destination, Wrapped wrapped) {
        ClusterOnHost cluster = lab.cluster();
        try (BackupMode mode = BackupMode.open(cluster.live(), lab.data(), "db1/orders")) {
            wrapped.real = Optional.of(mode);
            cluster.storage().snapshot(cluster.dataset(), destination, wrapped);
        }
    }

    private static void assertVoid(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServerFailure.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private interface Look<T> {
        T at(Session session);
    }

    private <T> T inClone(SnapshotRecord taken, Look<T> look) {
        OwnTree tree = lab.place().clone("orders", "look");
        StepContext context = lab.context("clone-look", taken.id(), "clone", 1);
        TesterCopy copy = new TesterCopy(context, tree);
        copy.make(taken);
        Path sockets = new Candidates(context).sockets().of(tree.path());
        Access access = Access.byPeer(new Endpoint.UnixSocket(sockets, 5432), "postgres", Duration.ofMinutes(1));
        try (Session session = new JdbcServer(access, "postgres").open("postgres")) {
            return look.at(session);
        } finally {
            copy.remove();
        }
    }

    private String logOfClone(SnapshotRecord taken) throws IOException {
        OwnTree tree = lab.place().clone("orders", "log");
        TesterCopy copy = new TesterCopy(lab.context("clone-log", taken.id(), "clone", 1), tree);
        try {
            copy.make(taken);
            List<Path> logs = new ArrayList<>();
            try (Stream<Path> files = Files.walk(tree.path().resolve(".belay"))) {
                files.filter(file -> file.getFileName().toString().startsWith("server-"))
                        .forEach(logs::add);
            }
            return Files.readString(logs.get(0));
        } finally {
            copy.remove();
        }
    }

    /** Each backup makes live switch to another file of its log. */
    private String fileOfLivesLog() {
        try (Session session = lab.live().open("postgres")) {
            return session.query("SELECT pg_walfile_name(pg_current_wal_lsn()) AS name")
                    .get(0)
                    .text("name");
        }
    }

    /** A real backup that something happens to when its first file is about to be copied. */
    private abstract static class Wrapped implements Backup {

        private Optional<BackupMode> real = Optional.empty();
        private boolean happened;

        abstract void atFirstFile();

        @Override
        public void begin(Path image) {
            real.orElseThrow().begin(image);
        }

        @Override
        public boolean leavesOut(Path relative, boolean isFolder) {
            return real.orElseThrow().leavesOut(relative, isFolder);
        }

        @Override
        public void goOn() {
            if (!happened) {
                happened = true;
                atFirstFile();
            }
            real.orElseThrow().goOn();
        }

        @Override
        public void end(Path image) {
            real.orElseThrow().end(image);
        }
    }
}
