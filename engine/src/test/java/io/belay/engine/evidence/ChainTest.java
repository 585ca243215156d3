package io.belay.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.evidence.EvidenceFault.Kind;
import io.belay.plans.resolve.CanonicalForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {

    private static final int LINES = 6;

    /** As a host writes them. */
    private static List<String> record(int count, String word) {
        List<String> lines = new ArrayList<>();
        String previous = EvidenceHead.NONE.sha256();
        for (int number = 1; number <= count; number++) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("previous", previous)
                    .put("sequence", number)
                    .put("step", "clone")
                    .put("time", "2026-11-21T12:00:0" + number + "Z")
                    .put("what", word + " " + number);
            String text = CanonicalForm.write(line);
            lines.add(text);
            previous = CanonicalForm.hash(text);
        }
        return lines;
    }

    private static Chain chain(List<String> lines) {
        return Chain.read((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static List<EvidenceHead> anchors(List<String> lines, int... numbers) {
        return IntStream.of(numbers)
                .mapToObj(number -> new EvidenceHead(number, CanonicalForm.hash(lines.get(number - 1))))
                .toList();
    }

    @Test
    void a_record_as_it_was_written_has_no_fault_and_fits_its_anchors() {
        List<String> lines = record(LINES, "said");

        assertThat(chain(lines).fault()).isEmpty();
        assertThat(Anchors.compare(chain(lines), anchors(lines, 2, 4, 6))).isEmpty();
        assertThat(chain(lines).head()).isEqualTo(anchors(lines, 6).get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void a_flipped_byte_of_any_line_but_the_last_is_found_at_that_line(int number) {
        List<String> lines = record(LINES, "said");
        lines.set(number - 1, lines.get(number - 1).replace("said", "sa1d"));

        assertThat(chain(lines).fault()).hasValueSatisfying(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.LINE_CHANGED);
            assertThat(fault.line()).isEqualTo(number);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void a_line_whose_own_hash_of_the_one_before_was_changed_is_found_at_that_line(int number) {
        List<String> lines = record(LINES, "said");
        lines.set(number - 1, lines.get(number - 1).replaceFirst("\"previous\":\"....", "\"previous\":\"abcd"));

        assertThat(chain(lines).fault())
                .hasValueSatisfying(fault -> assertThat(fault.line()).isEqualTo(number));
    }

    @Test
    void a_flipped_byte_of_the_last_line_is_found_by_its_anchor_only() {
        List<String> lines = record(LINES, "said");
        List<EvidenceHead> anchors = anchors(lines, 4, 6);
        lines.set(LINES - 1, lines.get(LINES - 1).replace("said", "sa1d"));

        assertThat(chain(lines).fault()).isEmpty();
        assertThat(Anchors.compare(chain(lines), anchors))
                .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(Kind.OTHER_THAN_ANCHORED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void a_dropped_line_is_missed_at_its_place(int number) {
        List<String> lines = record(LINES, "said");
        lines.remove(number - 1);

        assertThat(chain(lines).fault()).hasValueSatisfying(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.LINE_MISSING);
            assertThat(fault.line()).isEqualTo(number);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void two_swapped_lines_are_found_at_the_first_of_them(int number) {
        List<String> lines = record(LINES, "said");
        Collections.swap(lines, number - 1, number);

        assertThat(chain(lines).fault())
                .hasValueSatisfying(fault -> assertThat(fault.line()).isEqualTo(number));
    }

    @Test
    void a_line_put_between_two_is_found_at_its_place() {
        List<String> lines = record(LINES, "said");
        lines.add(3, lines.get(2));

        assertThat(chain(lines).fault()).hasValueSatisfying(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.LINE_ADDED);
            assertThat(fault.line()).isEqualTo(4);
        });
    }

    @Test
    void a_record_that_was_cut_short_fits_in_itself_and_not_its_anchors() {
        List<String> lines = record(LINES, "said");
        List<EvidenceHead> anchors = anchors(lines, 2, 6);
        Chain cut = chain(lines.subList(0, 3));

        assertThat(cut.fault()).isEmpty();
        assertThat(Anchors.compare(cut, anchors))
                .hasValueSatisfying(fault -> assertThat(fault.line()).isEqualTo(4));
    }

    @Test
    void a_record_written_anew_fits_in_itself_and_not_its_anchors() {
        List<EvidenceHead> anchors = anchors(record(LINES, "said"), 2, 4, 6);
        Chain forged = chain(record(LINES, "forged"));

        assertThat(forged.fault()).isEmpty();
        assertThat(Anchors.compare(forged, anchors)).isPresent();
    }

    @Test
    void a_line_forged_behind_the_end_is_behind_the_last_anchor() {
        List<String> lines = record(LINES, "said");
        List<EvidenceHead> anchors = anchors(lines, 5);

        assertThat(chain(lines).fault()).isEmpty();
        assertThat(Anchors.last(anchors)).isLessThan(chain(lines).head().line());
    }

    @Test
    void a_line_that_a_crash_cut_off_is_no_fault_once_the_next_one_says_so() {
        List<String> lines = record(2, "said");
        lines.add("{\"previous\":\"00");
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        note.put("previous", CanonicalForm.hash(lines.get(2)))
                .put("sequence", 4)
                .put("step", "")
                .put("time", "2026-11-21T12:00:09Z")
                .put("what", ChainLine.TORN);
        List<String> noted = new ArrayList<>(lines);
        noted.add(CanonicalForm.write(note));

        assertThat(chain(lines).fault()).isPresent();
        assertThat(chain(noted).fault()).isEmpty();
        assertThat(chain(noted).torn()).containsExactly(3L);
    }

    @Test
    void what_is_not_written_to_its_end_is_seen() {
        assertThat(Chain.read("{\"previous\"".getBytes(StandardCharsets.UTF_8)).unfinished())
                .isTrue();
    }
}
