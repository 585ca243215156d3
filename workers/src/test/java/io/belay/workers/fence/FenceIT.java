package io.belay.workers.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.verify.TestCluster;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A running server that is closed and opened again, with clients of several kinds. */
@SuppressWarnings("NullAway.Init") // opened by each test
class FenceIT {

    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final String DATABASE = "orders";

    private TestCluster cluster;
    private Path kept;
    private JdbcServer server;

    private Fence open(int major) {
        cluster = TestCluster.create(TestCluster.installation(major), "fence").start();
        cluster.sql("postgres", "CREATE DATABASE orders", "CREATE ROLE app LOGIN", "CREATE ROLE boss LOGIN SUPERUSER");
        cluster.sql("postgres", "CREATE ROLE follow LOGIN SUPERUSER", "CREATE DATABASE small CONNECTION LIMIT 7");
        kept = cluster.data().resolveSibling("fence.json");
        server = new JdbcServer(cluster.access(), "postgres");
        return new Fence(server, postmaster(), kept);
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private long postmaster() {
        try {
            return Long.parseLong(
                    Files.readAllLines(cluster.data().resolve("postmaster.pid")).get(0));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Session as(String role) {
        return new JdbcServer(
                        io.belay.workers.postgres.Access.byPeer(
                                (Endpoint.UnixSocket) cluster.access().endpoint(), role, Duration.ofSeconds(10)),
                        "postgres")
                .open(DATABASE);
    }

    private String rules() throws IOException {
        return Files.readString(cluster.data().resolve("pg_hba.conf"));
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void nobody_but_the_few_is_in_or_comes_in_and_behind_it_everything_is_as_before(int major) throws IOException {
        Fence fence = open(major);
        String before = rules();
        try (Session admin = server.open("postgres");
                Session app = as("app");
                Session boss = as("boss")) {
            fence.prepare(admin, List.of("follow"));
            assertThat(rules()).isEqualTo(before);

            fence.raise(admin, Set.of(), BUDGET);

            assertThatThrownBy(() -> app.query("SELECT 1")).isInstanceOf(PostgresFailure.class);
            assertThatThrownBy(() -> boss.query("SELECT 1")).isInstanceOf(PostgresFailure.class);
            assertThatThrownBy(() -> as("app")).hasMessageContaining("pg_hba.conf");
            assertThatThrownBy(() -> as("boss")).hasMessageContaining("pg_hba.conf");
            assertThat(fence.strangers(admin, Set.of())).isEmpty();
            try (Session follow = as("follow")) {
                assertThat(follow.query("SELECT 1 AS one").get(0).number("one")).isEqualTo(1);
                assertThat(fence.strangers(admin, Set.of()))
                        .singleElement()
                        .asString()
                        .contains("follow");
            }

            assertThat(fence.lower(admin)).isEmpty();

            assertThat(rules()).isEqualTo(before);
            try (Session again = as("app")) {
                assertThat(again.query("SELECT 1 AS one")).hasSize(1);
            }
            assertThat(admin.query("SELECT datconnlimit AS n FROM pg_database WHERE datname = 'small'")
                            .get(0)
                            .number("n"))
                    .isEqualTo(7);
            assertThat(admin.query("SELECT 1 FROM pg_database WHERE datconnlimit = 0"))
                    .isEmpty();
        }
    }

    /** The rules of a connection are those of the moment at which it was accepted: only the host sees it until it is in. */
    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void a_superuser_who_was_on_the_way_in_before_the_fence_does_not_arrive(int major) throws IOException {
        Fence fence = open(major);
        try (Session admin = server.open("postgres");
                SocketChannel late = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            fence.prepare(admin, List.of());
            late.connect(UnixDomainSocketAddress.of(cluster.access().endpoint().toString()));
            await().atMost(BUDGET).until(() -> fence.strangers(admin, Set.of()).size() == 1);
            assertThat(admin.query("SELECT 1 FROM pg_stat_activity WHERE usename = 'boss'"))
                    .isEmpty();

            fence.raise(admin, Set.of(), BUDGET);

            assertThat(fence.strangers(admin, Set.of())).isEmpty();
            assertThat(answerTo(late, startup("boss"))).isNotEqualTo('R');
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void a_prepared_transaction_keeps_the_fence_from_holding_and_it_can_be_lowered(int major) throws IOException {
        Fence fence = open(major);
        String before = rules();
        cluster.sql(DATABASE, "CREATE TABLE public.t (n int)");
        try (Session boss = as("boss")) {
            boss.execute("BEGIN");
            boss.execute("INSERT INTO public.t VALUES (1)");
            boss.execute("PREPARE TRANSACTION 'left behind'");
        }
        try (Session admin = server.open("postgres")) {
            fence.prepare(admin, List.of());

            assertThatThrownBy(() -> fence.raise(admin, Set.of(), BUDGET))
                    .isInstanceOf(FenceFailure.class)
                    .hasMessageContaining("left behind");
            // By another process, which knows the file alone.
            new Fence(server, postmaster(), kept).lower(admin);

            assertThat(rules()).isEqualTo(before);
            as("app").close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17})
    void rules_that_somebody_changed_are_neither_fenced_nor_overwritten(int major) throws IOException {
        Fence fence = open(major);
        Path file = cluster.data().resolve("pg_hba.conf");
        try (Session admin = server.open("postgres")) {
            fence.prepare(admin, List.of());
            Files.writeString(file, rules() + "# by its administrator\n");
            assertThatThrownBy(() -> fence.raise(admin, Set.of(), BUDGET)).hasMessageContaining("was changed since");

            Files.delete(kept);
            fence.prepare(admin, List.of());
            fence.raise(admin, Set.of(), BUDGET);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            Files.writeString(file, "local all all trust\n");

            assertThat(fence.lower(admin)).get().asString().contains("changed by somebody else");
            assertThat(rules()).isEqualTo("local all all trust\n");
        }
    }

    /** Version 3.0, a user and a database. */
    private static ByteBuffer startup(String user) {
        byte[] pairs = ("user\0" + user + "\0database\0" + DATABASE + "\0\0")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        ByteBuffer message = ByteBuffer.allocate(8 + pairs.length);
        message.putInt(8 + pairs.length).putInt(3 << 16).put(pairs);
        return message.flip();
    }

    /** First letter of what the server says: R when it lets one in; 0 when it says nothing more. */
    private static char answerTo(SocketChannel channel, ByteBuffer message) {
        try {
            channel.write(message);
            ByteBuffer answer = ByteBuffer.allocate(1);
            return channel.read(answer) < 1 ? 0 : (char) answer.get(0);
        } catch (IOException ended) {
            return 0;
        }
    }
}
