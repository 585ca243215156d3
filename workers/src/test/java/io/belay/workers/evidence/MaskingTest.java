package io.belay.workers.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskingTest {

    @Test
    void a_secret_is_masked_in_every_form_in_which_tools_write_it() {
        Masking masking = Masking.of(List.of("it's \"x\" & more"));

        String masked = masking.mask("raw it's \"x\" & more; sql 'it''s \"x\" & more'; json it's \\\"x\\\" & more;"
                + " url it%27s%20%22x%22%20%26%20more; base64 aXQncyAieCIgJiBtb3Jl");

        assertThat(masked).isEqualTo("raw ********; sql '********'; json ********; url ********; base64 ********");
    }

    @Test
    void secrets_that_overlap_leave_nothing_of_either() {
        assertThat(Masking.of(List.of("abc", "bcd")).mask("xabcdx")).isEqualTo("x********x");
    }

    @Test
    void a_secret_that_crosses_the_edge_of_a_piece_leaves_no_part_in_it() {
        byte[] text = "0123tiger789".getBytes(StandardCharsets.UTF_8);

        byte[] piece = Masking.of(List.of("tiger")).mask(text, 0, 6);

        assertThat(new String(piece, StandardCharsets.UTF_8)).isEqualTo("0123********");
    }

    @Test
    void an_empty_secret_masks_nothing() {
        assertThat(Masking.of(List.of("")).mask("text")).isEqualTo("text");
    }

    @Test
    void its_own_text_says_no_secret() {
        assertThat(Masking.of(List.of("tiger")).toString()).doesNotContain("tiger");
    }
}
