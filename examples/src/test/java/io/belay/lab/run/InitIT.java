package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A newcomer's way on a real cluster behind a PgBouncer: exactly what {@code belay init} wrote is served and rehearsed. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class InitIT {

    private static final String HOST = "newhost";

    private House house;
    private Path folder;
    private Cli.Answer answer;

    @BeforeAll
    void lookAtTheCluster() throws IOException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual().withSettings(Map.of("log_statement", "all")));
        folder = house.lab().work().resolve("init");
        answer = house.cli().run(arguments(folder, "--pgpass=" + pgpass()));
    }

    private Path pgpass() {
        return house.lab().hostConfiguration().resolveSibling("pgpass");
    }

    private String[] arguments(Path out, String... more) {
        List<String> usual = List.of(
                "init",
                "--data-directory=" + house.lab().cluster().dataDirectory(),
                "--postgres=" + house.lab().bin(17),
                "--host=" + HOST,
                "--state=" + house.lab().work().resolve("init-state"),
                "--operators=alice",
                "--out=" + out,
                "--yes");
        return Stream.concat(usual.stream(), Stream.of(more)).toArray(String[]::new);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    private String written(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void it_finds_places_storage_pooler_and_programs() throws IOException {
        assertThat(answer.exit()).as(answer.all()).isZero();
        assertThat(written(HOST + ".host.yaml"))
                .contains("data_directory: " + house.lab().cluster().dataDirectory())
                .contains("socket: " + house.lab().cluster().socketFolder())
                .contains("owner: " + house.lab().account())
                .contains("driver: " + house.lab().volume().driver())
                .contains("config: " + house.lab().pooler().configurationFile())
                .contains("user: belay                           # found: the role is there")
                .contains("{version: 17, bin: " + house.lab().bin(17) + "}")
                .contains("allow: [snapshot, rehearse]");
        assertThat(written("orders.plan.yaml")).contains("name: orders-13-to-17", "cluster: " + HOST + "/orders");
        assertThat(answer.out()).as("the role gets in by its password").doesNotContain("CREATE ROLE", "pg_hba.conf");
    }

    @Test
    void it_only_reads_on_live() {
        String log = house.text(house.lab().cluster().serverLog());

        assertThat(log).containsPattern(" belay LOG: .*pg_catalog.pg_stat_replication");
        assertThat(log.lines()
                        .filter(line -> line.matches(".* belay (LOG|ERROR|FATAL): .*"))
                        .filter(line -> line.matches(".*\\b(CREATE|ALTER|GRANT|INSERT|UPDATE|DELETE|CHECKPOINT)\\b.*")))
                .isEmpty();
    }

    @Test
    void the_second_call_touches_nothing() throws IOException {
        String before = written("orders.plan.yaml");

        Cli.Answer again = house.cli().run(arguments(folder));

        assertThat(again.exit()).as(again.all()).isEqualTo(4);
        assertThat(again.err()).contains("BLY-4183");
        assertThat(written("orders.plan.yaml")).isEqualTo(before);
    }

    /** Root has no way in of its own here: the cluster knows its superuser by another account. */
    @Test
    void root_asks_by_the_owners_account_and_is_told_how_the_role_gets_in() throws SQLException {
        Cli.Answer byOwner = house.cli().run(arguments(house.lab().work().resolve("by-owner")));

        assertThat(byOwner.exit()).as(byOwner.all()).isZero();
        assertThat(byOwner.err())
                .containsPattern("by psql under the account\\s+" + house.lab().account());
        assertThat(byOwner.out()).contains("local all belay peer map=belay").doesNotContain("CREATE ROLE");
        try (Sql sql = house.lab().cluster().open("postgres")) {
            assertThat(sql.number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'belay'"))
                    .isZero();
        }
    }

    @Test
    void what_it_wrote_is_valid_and_its_rehearsal_runs_green() {
        Path plan = folder.resolve("orders.plan.yaml");
        assertThat(house.cli().run("validate", plan.toString()).exit()).isZero();

        house.start(
                "init-worker",
                List.of(
                        "worker",
                        "--config",
                        folder.resolve(HOST + ".host.yaml").toString()));
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> !house.client().workerIsGone(HOST));
        String snapshot =
                house.client().takeSnapshot(HOST + "/orders", "a test").id();
        RunStatus run = house.rehearse(plan, snapshot);

        assertThat(run.phase()).as(house.story(run.run())).isEqualTo("COMPLETED");
        assertThat(run.problem().isNone()).isTrue();
    }
}
