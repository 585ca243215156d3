package io.belay.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page over real HTTP, against a fake engine. */
class StatusPageTest {

    private final FakeSource source = new FakeSource();
    private final MovingClock clock = new MovingClock();
    private final StatusPage page = StatusPage.start(source, "127.0.0.1", 0, Set.of(), clock);
    private final HttpClient browser =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** Stands still until it is moved. */
    private static final class MovingClock extends Clock {
        private volatile java.time.Instant now = FakeSource.NOW;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public java.time.Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    @AfterEach
    void stop() {
        page.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_list_shows_each_run_with_its_state_in_words() throws Exception {
        String body = get("/").body();

        assertThat(body).contains("r-7f3a", "r-8b01", "failed", "rehearsing", "/clusters/db1/orders");
    }

    @Test
    void a_run_shows_steps_times_launches_the_error_the_remedy_and_the_end_of_the_log() throws Exception {
        String body = get("/runs/r-7f3a").body();

        assertThat(body)
                .contains("pg_upgrade", "6.2 s", "1 of 3", "BLY-3501", "view ops.databases", "BLY-2104")
                .contains("CREATE OR REPLACE VIEW ops.databases AS SELECT datname FROM pg_database;")
                .contains("Restoring database schemas in the new cluster");
    }

    @Test
    void an_upgrade_that_waits_says_for_whom_what_is_safe_and_what_to_run() throws Exception {
        String body = get("/runs/r-5c10").body();

        assertThat(body)
                .contains("waits for a person", "role=\"alert\"")
                .contains("waits for change-board to approve since 2026-11-21T12:20:00Z")
                .contains("<dt>Safe</dt><dd>live serves on, untouched; the candidate is built beside it")
                .contains("<code>belay approve r-5c10 approve</code>");
    }

    @Test
    void the_first_page_begins_with_the_runs_that_wait_for_a_person_what_is_safe_and_the_command() throws Exception {
        String body = get("/").body();

        assertThat(body.substring(0, body.indexOf("<table>")))
                .contains("role=\"alert\"", "r-5c10", "change-board to approve", "<dt>Safe</dt>")
                .contains("<code>belay approve r-5c10 approve</code>")
                .doesNotContain("r-6d21");
    }

    @Test
    void a_failed_rehearsal_says_since_when_its_step_fails() throws Exception {
        assertThat(get("/runs/r-7f3a").body())
                .contains(
                        "<strong>Since when:</strong> passed on 20261121t110000-1a2b, fails since 20261121t120000-3c4d");
    }

    @Test
    void behind_the_crossing_a_run_says_how_long_clients_were_held_who_approved_and_until_when_old_live_is_kept()
            throws Exception {
        String body = get("/runs/r-6d21").body();

        assertThat(body)
                .contains("promoted", "New is live since 2026-11-21T12:29:50Z; clients were held 4.1 s.")
                .contains(
                        "approved by dave (recorded, not authenticated) at 2026-11-21T12:29:40Z: rehearsed &lt;well&gt;")
                .contains("waits for 2026-12-05T12:29:50Z: until then old live is kept")
                .contains("new is live; old live is kept, stopped and untouched")
                .contains("role=\"status\"");
        assertThat(get("/api/v1/runs/r-6d21").body())
                .contains("\"promotion\":{\"at\":\"2026-11-21T12:29:50.123Z\",\"held_milliseconds\":4100}");
    }

    @Test
    void a_cluster_shows_since_when_a_step_fails_and_its_snapshots() throws Exception {
        String body = get("/clusters/db1/orders").body();

        assertThat(body)
                .contains("passed on 20261121t110000-1a2b, fails since 20261121t120000-3c4d")
                .contains("run r-7f3a");
    }

    @Test
    void with_temporal_silent_the_last_answer_is_shown_with_its_age_and_said_to_be_old() throws Exception {
        get("/");
        source.silent = true;
        clock.pass(Duration.ofMinutes(4));

        String body = get("/").body();

        assertThat(body)
                .contains("r-7f3a")
                .contains("This is not fresh.")
                .contains("Temporal does not answer at 127.0.0.1:7233")
                .contains("4 min 00 s ago");
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void with_the_worker_silent_the_ledger_is_still_there_and_the_snapshots_are_said_to_be_unknown() throws Exception {
        source.workerSilent = true;

        var response = get("/clusters/db1/orders");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("fails since").contains("did not answer, and nothing is known");
    }

    @Test
    void what_was_never_known_is_not_made_up() throws Exception {
        source.silent = true;

        assertThat(get("/runs/r-7f3a").statusCode()).isEqualTo(503);
        assertThat(get("/api/v1/runs/r-7f3a").statusCode()).isEqualTo(503);
    }

    @Test
    void an_unknown_run_and_an_unknown_address_are_told_apart() throws Exception {
        assertThat(get("/runs/r-none").body()).contains("No such run");
        assertThat(get("/runs/r-none").statusCode()).isEqualTo(404);
        assertThat(get("/nonsense").body()).contains("There is no page of this address");
        assertThat(get("/api/v1/runs/r-none").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs/r-8b01", "/clusters/db1/orders", "/nonsense", "/healthz", "/api/v1/runs"})
    void every_answer_carries_the_strict_headers(String path) throws Exception {
        var headers = get(path).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; style-src 'self'");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Server")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/runs/r-8b01", "/runs/r-7f3a", "/runs/r-5c10", "/runs/r-6d21", "/clusters/db1/orders"})
    void pages_need_no_script_and_have_no_style_of_their_own(String path) throws Exception {
        assertThat(get(path).body())
                .doesNotContain("<script")
                .doesNotContainPattern("<[^>]*\\s(style|on[a-z]+)=")
                .contains("<main", "<h1", "lang=\"en\"", "http-equiv=\"refresh\"");
    }

    @Test
    void hostile_text_is_shown_and_never_obeyed() throws Exception {
        source.planName = FakeSource.HOSTILE;

        for (String path : new String[] {"/", "/runs/r-8b01", "/clusters/db1/orders"}) {
            assertThat(get(path).body()).doesNotContain("<script>", "\u001b");
        }
        assertThat(get("/runs/r-8b01").body()).contains("&lt;script").doesNotContain("\u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void nothing_but_reading_is_answered(String method) throws Exception {
        var response = browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.port() + "/runs/r-7f3a"))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
    }

    @Test
    void a_name_that_the_page_does_not_go_by_is_refused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("r-7f3a");
        }
    }

    @Test
    void the_style_sheet_may_be_kept_for_ever_because_its_address_names_its_content() throws Exception {
        String address = get("/").body().replaceFirst("(?s).*href=\"(/assets/belay-[0-9a-f]+\\.css)\".*", "$1");
        var response = get(address);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    }

    @Test
    void documents_have_a_format_version_and_say_how_old_they_are() throws Exception {
        JsonMapper mapper = JsonMapper.builder().build();
        for (String path : new String[] {
            "/api/v1/runs",
            "/api/v1/runs/r-7f3a",
            "/api/v1/clusters/db1/orders/ledger",
            "/api/v1/clusters/db1/orders/snapshots"
        }) {
            JsonNode document = mapper.readTree(get(path).body());
            assertThat(document.path("format_version").asText()).as(path).isEqualTo("1.0");
            assertThat(document.path("read_at").asText()).as(path).isEqualTo("2026-11-21T12:30:00Z");
            assertThat(document.path("stale").asBoolean()).as(path).isFalse();
        }
    }
}
