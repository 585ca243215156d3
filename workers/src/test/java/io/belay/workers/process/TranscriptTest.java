package io.belay.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {

    private static final Masking MASKING = Masking.of(() -> Set.of("it's secret", "abc"));

    @TempDir
    private Path folder;

    @Test
    void a_secret_is_masked_whole_wherever_a_piece_begins_or_ends() throws Exception {
        String text = "password=it's secret; sql 'it''s secret'; url it%27s+secret it%27s%20secret; abc stays";
        Path file = Files.writeString(folder.resolve("output"), text);
        Transcript transcript = new Transcript(file, MASKING);
        String whole = new String(transcript.read(0, text.length()), StandardCharsets.UTF_8);

        assertThat(whole)
                .isEqualTo("password=***********; sql '************'; url ************* ***************; abc stays");
        for (int from = 0; from < text.length(); from++) {
            for (int to = from; to <= text.length(); to++) {
                assertThat(new String(transcript.read(from, to - from), StandardCharsets.UTF_8))
                        .isEqualTo(whole.substring(from, to));
            }
        }
    }

    @Test
    void past_the_end_and_before_the_first_byte_there_is_nothing() throws Exception {
        Transcript absent = new Transcript(folder.resolve("none"), MASKING);
        Transcript small = new Transcript(Files.writeString(folder.resolve("small"), "x"), MASKING);

        assertThat(absent.size()).isZero();
        assertThat(absent.read(0, 10)).isEmpty();
        assertThat(absent.tail(10)).isEmpty();
        assertThat(small.read(1, 10)).isEmpty();
        assertThat(small.read(1000, 10)).isEmpty();
    }

    @Test
    void a_secret_that_becomes_known_later_is_masked_too() throws Exception {
        Set<String> secrets = new java.util.HashSet<>();
        Masking masking = Masking.of(() -> secrets);
        assertThat(masking.mask("password=hunter22")).isEqualTo("password=hunter22");

        secrets.add("hunter22");

        assertThat(masking.mask("password=hunter22")).isEqualTo("password=********");
    }
}
