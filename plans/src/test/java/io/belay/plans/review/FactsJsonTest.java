package io.belay.plans.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.review.ReviewFacts.Fact;
import io.belay.plans.review.ReviewFacts.StepTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactsJsonTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String LEDGER = """
            {"last_snapshot": "s3", "updated": "2026-12-01T09:00:00Z", "steps_left_out": 0, "steps": [
              {"step": "clone", "plan": "orders", "outcome": "passed", "last_passed": "s3", "milliseconds": 1200},
              {"step": "verify", "plan": "orders", "outcome": "passed", "last_passed": "s3", "milliseconds": 5000},
              {"step": "clone", "plan": "other", "outcome": "passed", "last_passed": "s2", "milliseconds": 9}]}
            """;

    @Test
    void what_is_written_is_read_back() throws Exception {
        ReviewFacts facts = FactsJson.saved(json(
                Files.readString(Path.of("src", "test", "resources", "review", "accepted-and-rehearsed.facts.json"))));

        assertThat(FactsJson.saved(FactsJson.write(facts))).isEqualTo(facts);
        assertThat(FactsJson.saved(FactsJson.write(ReviewFacts.NONE))).isEqualTo(ReviewFacts.NONE);
    }

    @Test
    void a_ledger_gives_times_of_this_plan_and_says_whether_it_is_green() throws Exception {
        ReviewFacts facts = FactsJson.ledger(json(LEDGER), "orders");

        assertThat(facts.times()).extracting(StepTime::step).containsExactly("clone", "verify");
        assertThat(facts.time("verify").map(StepTime::usual)).contains(Duration.ofSeconds(5));
        assertThat(facts.rehearsals().orElseThrow().snapshot()).isEqualTo("s3");
        assertThat(FactsJson.ledger(json(LEDGER), "none").rehearsals()).isEmpty();
    }

    @Test
    void a_ledger_with_a_failing_step_or_with_steps_left_out_is_not_green() throws Exception {
        String failing = LEDGER.replace(
                "\"outcome\": \"passed\", \"last_passed\": \"s3\", \"milliseconds\": 5000",
                "\"outcome\": \"failed\", \"failing_since\": \"s3\", \"code\": \"BLY-2201\", \"error\": \"rows differ\"");

        assertThat(FactsJson.ledger(json(failing), "orders").rehearsals()).isEmpty();
        assertThat(FactsJson.ledger(json(failing), "orders").failing()).hasSize(1);
        assertThat(FactsJson.ledger(json(LEDGER.replace("out\": 0", "out\": 1")), "orders")
                        .rehearsals())
                .isEmpty();
    }

    @Test
    void a_saved_plan_gives_what_was_found_and_leaves_single_programs_to_the_hash() throws Exception {
        ReviewFacts facts = FactsJson.saved(json("""
                {"format_version": "1.0", "kind": "SavedPlan", "plan_hash": "aa", "facts_hash": "bb",
                 "origin": {"at": "2026-12-01T09:00:00Z"}, "plan": {},
                 "facts": {"live": {"port": 5432, "major": 13}, "postgres": {"17": {"version": "17.11", "programs": {"psql": "cc"}}}},
                 "judged": {"bytes": 13000000000, "allow": ["rehearse", "snapshot"]},
                 "assumptions": ["clients come only through db1/orders"],
                 "unknowns": [{"what": "how long each step takes here", "remedy": "`belay rehearse` it"}]}
                """));

        assertThat(facts.probedAt()).contains(Instant.parse("2026-12-01T09:00:00Z"));
        assertThat(facts.isProbed()).isTrue();
        assertThat(facts.world())
                .containsExactly(
                        new Fact("live.port", "5432"),
                        new Fact("live.major", "13"),
                        new Fact("postgres.17.version", "17.11"),
                        new Fact("bytes", "about 12GiB"),
                        new Fact("allow", "[rehearse, snapshot]"));
        assertThat(facts.unknowns()).containsExactly("how long each step takes here; to know it: `belay rehearse` it");
    }

    @Test
    void times_of_a_ledger_win_over_those_of_a_saved_plan() {
        ReviewFacts saved = FactsJson.saved(
                times("clone", 1000).set("unknowns", MAPPER.createArrayNode().add("lag")));
        ReviewFacts newer = FactsJson.saved(times("clone", 2000));

        ReviewFacts both = saved.with(newer);

        assertThat(both.time("clone").map(StepTime::last)).contains(Duration.ofSeconds(2));
        assertThat(both.unknowns()).containsExactly("lag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"times\": {}}",
                "{\"times\": [1]}",
                "{\"times\": [{\"step\": \"x\", \"milliseconds\": -1}]}",
                "{\"times\": [{\"step\": \"x\", \"milliseconds\": 9223372036854775807}]}",
                "{\"times\": [{\"step\": \"x\", \"milliseconds\": \"1\"}]}",
                "{\"times\": [{\"step\": {}, \"milliseconds\": 1}]}",
                "{\"probed_at\": \"yesterday\"}",
                "{\"rehearsals\": []}"
            })
    void another_shape_is_refused_with_the_member_named(String text) {
        assertThatThrownBy(() -> FactsJson.saved(json(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("`?(the file|times|milliseconds|step|the time of the probe|rehearsals).*");
    }

    private static ObjectNode times(String step, long milliseconds) {
        var root = MAPPER.createObjectNode();
        root.putArray("times").addObject().put("step", step).put("milliseconds", milliseconds);
        return root;
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }
}
