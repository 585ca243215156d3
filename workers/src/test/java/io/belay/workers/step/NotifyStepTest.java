package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.model.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this host, and a real program. */
class NotifyStepTest {

    private static final String WITH = "{\"to\": \"dba\", \"message\": \"It begins.\"}";

    @TempDir
    private Path folder;

    private final List<String> keys = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final HostStep step = new NotifyStep(Clock.fixed(Instant.parse("2026-12-05T01:00:00Z"), ZoneOffset.UTC));
    private HttpServer server;
    private StepBed bed;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int status = answers.isEmpty() ? 204 : answers.removeFirst();
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        bed = new StepBed(folder);
        bed.secret(address());
        bed.channel(new Channel("dba", new Channel.Webhook(StepBed.REFERENCE)));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/very-secret-path";
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void people_are_told_in_the_documented_form() throws IOException {
        StepResult result = run();

        assertThat(result.facts()).containsEntry("told", "true");
        assertThat(keys).containsExactly("r1/it/1");
        JsonNode body = JsonMapper.builder().build().readTree(bodies.get(0));
        assertThat(body.toString())
                .isEqualTo("{\"format_version\":1,\"id\":\"r1/it/1\",\"kind\":\"step\",\"text\":"
                        + "\"orders-to-17 on db1/orders: It begins. (run r1)\",\"message\":\"It begins.\","
                        + "\"plan\":\"orders-to-17\",\"plan_hash\":\"hash\",\"run\":\"r1\",\"step\":\"it\","
                        + "\"cluster\":\"db1/orders\",\"rehearsal\":false,\"at\":\"2026-12-05T01:00:00Z\"}");
    }

    @Test
    void who_does_not_take_it_at_once_is_told_again_under_the_same_key() {
        answers.addAll(List.of(503, 429));

        assertThat(run().facts()).containsEntry("told", "true");

        assertThat(keys).containsExactly("r1/it/1", "r1/it/1", "r1/it/1");
        assertThat(bodies).hasSize(3).allMatch(bodies.get(0)::equals);
    }

    @Test
    void a_refusal_or_a_redirect_is_not_repeated_and_stops_nothing() {
        answers.addAll(List.of(404));

        StepResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.facts()).containsEntry("told", "false");
        assertThat(result.summary()).contains("it answered 404", "BLY-3531", "The run goes on");
        answers.addAll(List.of(302));
        assertThat(run().facts()).containsEntry("told", "false");
        assertThat(keys).hasSize(2);
    }

    @Test
    void one_who_cannot_be_reached_stops_nothing_and_no_address_is_shown_anywhere() throws IOException {
        server.stop(0);
        bed.timeout("2s");

        StepResult result = run();

        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.summary()).contains("cannot be reached").doesNotContain("very-secret");
        try (Stream<Path> kept = Files.walk(bed.evidence("r1"))) {
            assertThat(kept.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("very-secret"));
        }
    }

    @Test
    void a_channel_that_is_not_there_or_leads_nowhere_is_refused_before_anything_is_done() {
        assertThat(probe("{\"to\": \"nobody\"}").code()).isEqualTo("BLY-3530");
        bed.secret("http://example.com/in-the-clear");
        assertThat(probe(WITH).summary()).contains("https://").doesNotContain("in-the-clear");
        bed.secret("");
        assertThat(probe(WITH).code()).isEqualTo("BLY-3530");
        assertThat(keys).isEmpty();
    }

    @Test
    void a_program_of_the_host_is_told_by_its_environment() throws IOException {
        bed.channel(new Channel("pager", new Channel.ByProgram("page")));
        bed.program("page", "outside", "printf '%s' \"$BELAY_NOTIFICATION\" > $FOLDER/seen", "test -e $FOLDER/go");
        String with = "{\"to\": \"pager\", \"message\": \"It's \\\"begun\\\".\"}";

        assertThat(probe(with).outcome()).isEqualTo(Outcome.SUCCEEDED);
        StepResult result = step.run(bed.context("notify", 1, with));

        assertThat(result.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(result.summary()).contains("exit code 1");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(folder.resolve("seen").toFile())
                        .path("message")
                        .asText())
                .isEqualTo("It's \"begun\".");
        Files.createFile(folder.resolve("go"));
        assertThat(step.run(bed.context("notify", 2, with)).facts()).containsEntry("told", "true");
    }

    @Test
    void an_attempt_that_left_no_result_is_no_reason_to_stop() {
        StepContext context = bed.context("notify", 1, WITH);
        assertThat(step.inspect(context).outcome()).isEqualTo(Outcome.UNCLEAR);
        new StepMemory(context).begin();
        assertThat(step.inspect(context).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    private StepResult run() {
        return step.run(bed.context("notify", 1, WITH));
    }

    private StepResult probe(String with) {
        return step.probe(bed.context("notify", 1, with));
    }
}
