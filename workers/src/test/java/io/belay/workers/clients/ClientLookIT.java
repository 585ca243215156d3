package io.belay.workers.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.clients.ClientSight.Through;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.HeardStatements;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.Session;
import io.belay.workers.verify.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Looks at who is connected to a real 13 and a real 17. */
class ClientLookIT {

    @Test
    void a_13_tells_who_is_connected_and_who_may_not_see_it() {
        look(13);
    }

    @Test
    void a_17_tells_who_is_connected_and_who_may_not_see_it() {
        look(17);
    }

    private static void look(int major) {
        try (TestCluster live =
                TestCluster.create(TestCluster.installation(major), "clients").start()) {
            live.sql("postgres", "CREATE ROLE app LOGIN", "CREATE ROLE belay LOGIN");
            HeardStatements heard = new HeardStatements();
            Endpoint.UnixSocket socket = (Endpoint.UnixSocket) live.access().endpoint();
            Access belay = Access.byPeer(socket, "belay", Duration.ofMinutes(1));
            JdbcServer app = new JdbcServer(Access.byPeer(socket, "app", Duration.ofMinutes(1)), "postgres");
            try (Session superuser = live.server().open("postgres");
                    Session client = app.open("postgres")) {
                long pid = client.query("SELECT pg_backend_pid() AS pid").get(0).number("pid");

                ClientSample seen = ClientLook.at(new JdbcServer(live.access().noting(heard), "postgres"))
                        .sample(Instant.EPOCH, Optional.of(Set.of(pid)));

                heard.areAsListed(ClientLook.statements());
                // The second session calls itself as Belay's do, and those are nobody's clients.
                assertThat(seen.sights())
                        .containsExactly(new ClientSight(
                                "", "postgres", "postgres", "PostgreSQL JDBC Driver", true, Through.NO_POOLER));
                assertThat(seen.hidden()).isZero();
                ClientSample unseen =
                        ClientLook.at(new JdbcServer(belay, "postgres")).sample(Instant.EPOCH, Optional.empty());
                assertThat(unseen.hidden()).isPositive();
                assertThat(unseen.sights()).isEmpty();
                assertThat(superuser.database()).isEqualTo("postgres");

                live.sql("postgres", "GRANT pg_read_all_stats TO belay");
                assertThat(ClientLook.at(new JdbcServer(belay, "postgres"))
                                .sample(Instant.EPOCH, Optional.empty())
                                .hidden())
                        .isZero();
            }
        }
    }
}
