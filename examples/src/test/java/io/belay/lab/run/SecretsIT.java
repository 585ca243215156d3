package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.belay.cli.dev.LoopbackPort;
import io.belay.engine.client.Deciding;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The passwords that the host's file refers to are found nowhere outside of their own files (invariant I7), not even when a
 * failing tool prints one: a view has it in its text, and the restore of that view fails.
 */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class SecretsIT {

    private static final String ANSWERED = "CHG-4711";

    private static final List<String> STEPS = List.of(
            "preflight",
            "snapshot",
            "clone",
            "pg_upgrade",
            "extensions",
            "verify",
            "approve: {by: change-board}",
            "promote: {mode: offline, way_back: none}");

    private House house;
    private Set<String> secrets;
    private Set<String> arguments;
    private long looks;
    private String failing;
    private String promoted;

    @BeforeAll
    void rehearseWhileLookingAtAllProcesses() throws SQLException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual());
        secrets = secrets();
        try (Poller poller = new Poller(this::lookAtArguments)) {
            Path plan = house.lab().writePlan("to-the-end", STEPS);
            assertThat(house.rehearse(plan, house.snapshot()).phase()).isEqualTo("COMPLETED");
            house.client().createClone(house.lab().clusterReference(), "", "look", "a test");
            house.client().dropClone(house.lab().clusterReference(), "look");
            plant();
            RunStatus failed = house.rehearse(plan, house.snapshot());
            assertThat(failed.phase()).isEqualTo("FAILED");
            assertThat(failed.problem().object()).contains("ops.planted");
            failing = failed.run();
            promote(plan);
            arguments = poller.found();
            looks = poller.looks();
        }
    }

    /** Through the pooler's console and the hold, which need both passwords. */
    private void promote(Path plan) throws SQLException {
        try (Sql sql = house.lab().cluster().open("orders")) {
            sql.execute("DROP VIEW ops.planted");
        }
        promoted = house.client().startUpgrade(House.canonical(plan), "alice");
        RunStatus waiting = house.client().watch(promoted, House.LONGEST, seen -> {});
        assertThat(waiting.needsPerson()).as(house.story(promoted)).isTrue();
        String hash = house.client().run(promoted).orElseThrow().planHash();
        house.client().approve(promoted, "approve", hash, Deciding.by("dave", "to see where the passwords go"));
        RunStatus end = house.client().watch(promoted, House.LONGEST, seen -> {});
        assertThat(end.phase()).as(house.story(promoted)).isEqualTo("PROMOTED");
    }

    /** A view that PostgreSQL 17 refuses and whose text holds the password, as a careless monitoring script would have it. */
    private void plant() throws SQLException {
        try (Sql sql = house.lab().cluster().open("orders")) {
            sql.execute("CREATE VIEW ops.planted AS SELECT datname, datlastsysoid, '"
                    + secrets.iterator().next() + "'::text AS dsn FROM pg_database");
        }
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    private Set<String> secrets() {
        Path folder = house.lab().hostConfiguration().resolveSibling("");
        String line = house.text(folder.resolve("pgpass")).strip();
        Set<String> found = new TreeSet<>();
        found.add(line.substring(line.lastIndexOf(':') + 1));
        found.add(house.text(folder.resolve("pooler-password")).strip());
        assertThat(found).allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(20));
        return found;
    }

    private void lookAtArguments(Set<String> found) {
        for (Traces.Running process : Traces.running()) {
            for (String secret : secrets) {
                if (process.arguments().contains(secret)) {
                    found.add(process.arguments());
                }
            }
        }
    }

    @Test
    void no_process_had_a_secret_among_its_arguments() {
        System.out.println("  looked at all processes " + looks + " times");
        assertThat(looks).isGreaterThan(100);
        assertThat(arguments).isEmpty();
    }

    @Test
    void no_history_holds_a_secret() {
        var temporal = house.client().temporal();
        List<String> with = new ArrayList<>();
        boolean[] sawPlan = {false};
        temporal.listExecutions("").forEach(execution -> {
            String id = execution.getExecution().getWorkflowId();
            temporal.fetchHistory(id, execution.getExecution().getRunId())
                    .getEvents()
                    .forEach(event -> {
                        String text = new String(event.toByteArray(), StandardCharsets.UTF_8);
                        sawPlan[0] |= text.contains(ANSWERED);
                        if (holds(text)) {
                            with.add(id + " event " + event.getEventId() + " " + event.getEventType());
                        }
                    });
            if (holds(new String(execution.getWorkflowExecutionInfo().toByteArray(), StandardCharsets.UTF_8))) {
                with.add(id + " memo");
            }
        });
        assertThat(sawPlan[0]).as("the search finds what is there").isTrue();
        assertThat(with).isEmpty();
    }

    @Test
    void the_file_of_the_temporal_server_holds_no_secret() {
        List<Path> files = files(house.lab().work().resolve("temporal"));
        assertThat(files).anySatisfy(file -> assertThat(bytes(file)).contains(ANSWERED));
        assertThat(files).noneSatisfy(file -> assertThat(holds(bytes(file))).isTrue());
    }

    @Test
    void logs_state_and_evidence_hold_no_secret() {
        List<Path> files = new ArrayList<>(files(house.state()));
        files.add(house.log("worker"));
        files.add(house.log("engine"));
        files.addAll(files(house.lab().place().resolve("snapshots"), 3));
        assertThat(files).hasSizeGreaterThan(20);
        assertThat(files.stream().filter(file -> holds(bytes(file))).toList()).isEmpty();
    }

    @Test
    void neither_page_nor_programs_interface_nor_command_line_shows_a_secret()
            throws IOException, InterruptedException {
        int port = LoopbackPort.choose(new Random());
        house.start("web", List.of("web", "--port", Integer.toString(port)));
        HttpClient http = HttpClient.newHttpClient();
        String base = "http://127.0.0.1:" + port;
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> get(http, base + "/readyz").statusCode() == 200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get(http, base + "/").body().contains(failing));
        String cluster = house.lab().clusterReference();
        for (String path : List.of(
                "/",
                "/runs/" + failing,
                "/runs/" + promoted,
                "/clusters/" + cluster,
                "/api/v1/runs",
                "/api/v1/runs/" + failing,
                "/api/v1/runs/" + promoted,
                "/api/v1/clusters/" + cluster + "/ledger",
                "/api/v1/clusters/" + cluster + "/snapshots")) {
            HttpResponse<String> answer = get(http, base + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(holds(answer.body())).as(path + ": " + answer.body()).isFalse();
        }
        assertThat(holds(house.text(house.log("web")))).isFalse();
        Cli cli = house.cli();
        assertThat(holds(cli.run("status", failing, "-o", "json").all())).isFalse();
        assertThat(holds(cli.run("logs", failing, "pg_upgrade").all())).isFalse();
        assertThat(holds(cli.run("logs", promoted, "promote").all())).isFalse();
        for (String run : List.of(failing, promoted)) {
            for (String form : List.of("md", "html", "json")) {
                Cli.Answer report = cli.run("report", run, "-o", form);
                assertThat(report.exit()).as(report.all()).isZero();
                assertThat(holds(report.all())).as(run + " as " + form).isFalse();
            }
            Cli.Answer verdict = cli.run("evidence", "verify", run, "-o", "json");
            assertThat(verdict.exit()).as(verdict.all()).isZero();
            assertThat(holds(verdict.all())).isFalse();
        }
    }

    private static HttpResponse<String> get(HttpClient http, String address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private boolean holds(String text) {
        for (String secret : secrets) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            if (text.contains(secret)
                    || text.contains(base64.substring(0, base64.length() - 2))
                    || text.contains(HexFormat.of().formatHex(bytes))) {
                return true;
            }
        }
        return false;
    }

    private static String bytes(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Path> files(Path folder) {
        return files(folder, Integer.MAX_VALUE);
    }

    private static List<Path> files(Path folder, int depth) {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
