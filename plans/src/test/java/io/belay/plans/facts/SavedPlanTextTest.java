package io.belay.plans.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.facts.SavedPlan.Origin;
import io.belay.plans.facts.UnusableSavedPlan.Reason;
import io.belay.plans.file.PlanFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedPlanTextTest {

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17}
            steps: [preflight, snapshot, clone, pg_upgrade, analyze, verify]
            """;

    private static final SavedPlan SAVED = new SavedPlan(
            PlanFile.read(PLAN, "orders.plan.yaml", Map.of()).canonical().orElseThrow(),
            PinnedFacts.read("{\"allow\":[\"rehearse\"],\"live\":{\"port\":5432}}"),
            JsonNodeFactory.instance.objectNode().put("bytes", 4096),
            List.of("clients come only through db1/orders"),
            List.of(new Unknown("how long it takes", "`belay rehearse`")),
            new Origin("orders.plan.yaml", "alice", Instant.parse("2026-11-21T12:30:00Z"), "0.3.0"));

    private static final String TEXT = SavedPlanText.write(SAVED);

    @Test
    void what_was_written_is_read() {
        assertThat(SavedPlanText.read(TEXT)).isEqualTo(SAVED);
        assertThat(SavedPlanText.read(TEXT).plan().name()).isEqualTo("orders-13-to-17");
        assertThat(SavedPlanText.write(SavedPlanText.read(TEXT))).isEqualTo(TEXT);
    }

    @Test
    void spaces_and_the_order_of_keys_are_no_damage() {
        String other = TEXT.replace("\n", "\n  ").replace("\"port\" : 5432", "\"port\":5432");

        assertThat(SavedPlanText.read(other)).isEqualTo(SAVED);
    }

    @ParameterizedTest
    @CsvSource({
        "17,18",
        "5432,5433",
        "4096,4097",
        "db1/orders\",db2/orders\"",
        "how long it takes,nothing",
        "alice,mallory",
        "\"seal\",\"SEAL\""
    })
    void whatever_was_changed_in_it_is_damage(String written, String instead) {
        assertThat(TEXT).contains(written);

        assertReason(TEXT.replace(written, instead), Reason.DAMAGED);
    }

    @Test
    void a_file_that_is_cut_short_or_says_something_twice_is_damage() {
        assertReason(TEXT.substring(0, TEXT.length() / 2), Reason.DAMAGED);
        assertReason(TEXT.replaceFirst("\\{", "{\"seal\":\"x\","), Reason.DAMAGED);
        assertReason(TEXT + "{}", Reason.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "kind: UpgradePlan", "{\"kind\":\"UpgradePlan\"}", "null"})
    void what_is_something_else_is_told_so(String text) {
        assertReason(text, Reason.NOT_ONE);
    }

    @Test
    void a_format_with_another_first_number_is_another_belays() {
        assertReason(TEXT.replace("\"1.0\"", "\"2.0\""), Reason.OTHER_FORMAT);
    }

    private static void assertReason(String text, Reason reason) {
        assertThatThrownBy(() -> SavedPlanText.read(text))
                .isInstanceOfSatisfying(
                        UnusableSavedPlan.class,
                        unusable -> assertThat(unusable.reason())
                                .as(unusable.getMessage())
                                .isEqualTo(reason));
    }
}
