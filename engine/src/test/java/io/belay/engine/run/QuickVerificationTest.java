package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.resolve.ResolvedStep;
import org.junit.jupiter.api.Test;

class QuickVerificationTest {

    @Test
    void what_grows_with_the_data_is_left_out_and_all_else_stays() throws Exception {
        ResolvedStep verify = step("verify", """
                {"schema":"identical","rows":"exact","content":{"proof":"read_all","sample":"1%"},"sequences":"exact",
                 "indexes":"amcheck","plans":{"top":20},
                 "sql":[{"file":"a.sql","quick":false},{"file":"b.sql","quick":true}]}""");

        assertThat(QuickVerification.fields(verify)).isEqualTo(json("""
                {"schema":"identical","rows":"none","content":{"proof":"shared_extents","sample":"0%"},"sequences":"exact",
                 "indexes":"catalog","plans":"none","sql":[{"file":"b.sql","quick":true}]}"""));
        assertThat(QuickVerification.shortens(verify)).isTrue();
        assertThat(verify.with().path("rows").asText()).isEqualTo("exact");
    }

    @Test
    void a_verification_that_is_as_short_as_that_already_is_tried_whole() throws Exception {
        assertThat(QuickVerification.shortens(step("verify", """
                {"schema":"identical","rows":"none","sequences":"exact","indexes":"none","sql":[]}"""))).isFalse();
    }

    @Test
    void other_steps_are_tried_as_written() throws Exception {
        assertThat(QuickVerification.shortens(step("reindex", "{\"rows\":\"exact\",\"indexes\":\"amcheck\"}")))
                .isFalse();
    }

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text);
    }

    private static ResolvedStep step(String kind, String with) throws Exception {
        return Plans.with(Plans.step(kind, "nothing", 1), (ObjectNode) json(with));
    }
}
