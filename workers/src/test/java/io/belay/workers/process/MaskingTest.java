package io.belay.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskingTest {

    @Test
    void a_secret_is_masked_in_every_form_in_which_tools_write_it() {
        Masking masking = Masking.of(() -> Set.of("it's \"x\" & more"));

        String masked = masking.mask("raw it's \"x\" & more; sql 'it''s \"x\" & more'; json it's \\\"x\\\" & more;"
                + " url it%27s%20%22x%22%20%26%20more; base64 aXQncyAieCIgJiBtb3Jl");

        assertThat(masked.replaceAll("\\*+", "*")).isEqualTo("raw *; sql '*'; json *; url *; base64 *");
    }

    @Test
    void secrets_that_overlap_leave_nothing_of_either() {
        assertThat(Masking.of(() -> Set.of("abcd", "bcde")).mask("xabcdex")).isEqualTo("x*****x");
    }

    @Test
    void an_empty_secret_masks_nothing() {
        assertThat(Masking.of(() -> Set.of("")).mask("text")).isEqualTo("text");
    }

    @Test
    void its_own_text_says_no_secret() {
        assertThat(Masking.of(() -> Set.of("tiger")).toString()).doesNotContain("tiger");
    }
}
