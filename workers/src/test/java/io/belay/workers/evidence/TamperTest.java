package io.belay.workers.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.evidence.ChainWords;
import io.belay.engine.evidence.EvidenceFault;
import io.belay.engine.evidence.EvidenceFault.Kind;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.EvidenceReport;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody with the rights of the worker can do to a run's evidence, and what is seen of it. */
class TamperTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private RunEvidence evidence;
    private final List<EvidenceHead> anchors = new ArrayList<>();

    @BeforeEach
    void run_that_has_ended() throws IOException {
        evidence = RunEvidence.open(folder, "run-1", Masking.of(() -> Set.of("1234")), CLOCK);
        evidence.write("preflight", "preflight/gate-1.txt", "nothing stands in the way\n");
        anchors.add(evidence.seal(answer("preflight")));
        Files.createDirectories(path("transcripts/clone"));
        Files.writeString(path("transcripts/clone/initdb.out"), "ok\n");
        commands("/bin/true");
        anchors.add(evidence.seal(answer("clone")));
        commands("/bin/false");
        anchors.add(evidence.seal(answer("verify")));
        anchors.add(evidence.seal(entry(ChainWords.END, "")));
    }

    private static Entry answer(String step) {
        return entry(ChainWords.ANSWER, step);
    }

    private static Entry entry(String kind, String step) {
        return new Entry(
                kind, step, "done", JsonNodeFactory.instance.objectNode().put("outcome", "SUCCEEDED"));
    }

    private void commands(String program) throws IOException {
        Files.writeString(
                path(CommandNotes.FILE),
                "{\"step\":\"clone\",\"account\":\"\",\"arguments\":[\"" + program + "\"]}\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private Path path(String name) {
        return folder.resolve("run-1").resolve(name);
    }

    private List<EvidenceFault> faults() {
        return evidence.check(anchors).faults();
    }

    private void flip(String name, int place) throws IOException {
        byte[] bytes = Files.readAllBytes(path(name));
        bytes[place] ^= 1;
        Files.write(path(name), bytes);
    }

    @Test
    void evidence_that_nobody_touched_is_whole_and_anchored_up_to_its_end() {
        EvidenceReport report = evidence.check(anchors);

        assertThat(report.faults()).isEmpty();
        assertThat(report.unbound()).isEmpty();
        assertThat(report.ended()).isTrue();
        assertThat(report.files()).isEqualTo(3);
        assertThat(report.anchored()).isEqualTo(report.head().line());
    }

    @Test
    void a_flipped_byte_anywhere_in_the_record_is_seen() throws IOException {
        byte[] record = Files.readAllBytes(path(RunRecord.FILE));

        for (int place = 0; place < record.length; place += 7) {
            flip(RunRecord.FILE, place);
            assertThat(faults()).as("byte %s", place).isNotEmpty();
            Files.write(path(RunRecord.FILE), record);
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void a_flipped_byte_anywhere_in_a_file_is_seen_with_the_first_line_that_binds_it() throws IOException {
        for (String name : List.of("preflight/gate-1.txt", "transcripts/clone/initdb.out", CommandNotes.FILE)) {
            byte[] content = Files.readAllBytes(path(name));
            for (int place = 0; place < content.length; place++) {
                flip(name, place);
                assertThat(faults())
                        .as("%s, byte %s", name, place)
                        .singleElement()
                        .satisfies(fault -> {
                            assertThat(fault.kind()).isEqualTo(Kind.FILE_CHANGED);
                            assertThat(fault.file()).isEqualTo(name);
                        });
                Files.write(path(name), content);
            }
        }
    }

    @Test
    void what_was_appended_between_two_answers_is_told_from_what_was_there_before() throws IOException {
        int second = Files.readString(path(CommandNotes.FILE)).indexOf("false");
        flip(CommandNotes.FILE, second);

        assertThat(faults()).singleElement().extracting(EvidenceFault::line).isEqualTo(4L);
    }

    @Test
    void a_removed_file_is_missed() throws IOException {
        Files.delete(path("transcripts/clone/initdb.out"));

        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.FILE_MISSING);
            assertThat(fault.file()).isEqualTo("transcripts/clone/initdb.out");
        });
    }

    @Test
    void a_file_that_was_cut_short_is_seen() throws IOException {
        Files.writeString(path("transcripts/clone/initdb.out"), "o");

        assertThat(faults()).singleElement().extracting(EvidenceFault::kind).isEqualTo(Kind.FILE_CHANGED);
    }

    @Test
    void a_file_that_grew_or_came_behind_the_end_is_seen() throws IOException {
        Files.writeString(path("transcripts/clone/initdb.out"), "all is well\n", StandardOpenOption.APPEND);
        Files.writeString(path("approval.txt"), "yes\n");

        assertThat(faults())
                .extracting(EvidenceFault::kind, EvidenceFault::file)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Kind.FILE_ADDED, "transcripts/clone/initdb.out"),
                        org.assertj.core.groups.Tuple.tuple(Kind.FILE_ADDED, "approval.txt"));
    }

    @Test
    void a_record_without_its_end_is_seen_by_its_anchors() throws IOException {
        List<String> lines = Files.readAllLines(path(RunRecord.FILE));
        Files.write(path(RunRecord.FILE), lines.subList(0, 3));

        assertThat(faults()).extracting(EvidenceFault::kind).contains(Kind.OTHER_THAN_ANCHORED);
        assertThat(evidence.check(List.of()).anchored()).isZero();
    }

    @Test
    void a_line_that_is_forged_behind_the_end_is_seen_by_its_missing_anchor() {
        evidence.record().append("approve", "approved by the board");

        assertThat(faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.LINE_ADDED);
            assertThat(fault.line()).isEqualTo(6);
        });
    }

    @Test
    void a_record_that_is_written_anew_as_a_whole_is_seen_by_its_anchors() throws IOException {
        List<String> lines = Files.readAllLines(path(RunRecord.FILE));
        Files.delete(path(RunRecord.FILE));
        IntStream.range(0, lines.size()).forEach(i -> evidence.seal(answer("forged-" + i)));

        assertThat(evidence.check(List.of()).faults()).isEmpty();
        assertThat(faults()).extracting(EvidenceFault::kind).containsExactly(Kind.OTHER_THAN_ANCHORED);
    }

    @Test
    void while_a_run_is_under_way_what_is_not_bound_yet_is_no_fault() throws IOException {
        RunEvidence open = RunEvidence.open(folder, "run-2", Masking.none(), CLOCK);
        open.seal(answer("clone"));
        Files.writeString(folder.resolve("run-2/log.txt"), "at work");

        assertThat(open.check(List.of()).faults()).isEmpty();
        assertThat(open.check(List.of()).unbound()).singleElement().asString().contains("log.txt");
    }

    @Test
    void the_programs_that_were_started_are_named_once_with_their_hashes() throws IOException {
        String record = Files.readString(path(RunRecord.FILE));

        assertThat(record).containsOnlyOnce("\"path\":\"/bin/true\"").containsOnlyOnce("\"path\":\"/bin/false\"");
    }

    @Test
    void a_short_secret_that_stands_in_a_digest_by_chance_breaks_nothing() {
        RunEvidence masked = RunEvidence.open(
                folder,
                "run-3",
                Masking.of(() -> Set.of(CanonicalForm.hash("cafe".getBytes(StandardCharsets.UTF_8))
                        .substring(10, 14))),
                CLOCK);
        masked.write("verify", "verify/beef.txt", "cafe");
        EvidenceHead head = masked.seal(answer("verify"));

        assertThat(masked.check(List.of(head)).faults()).isEmpty();
    }

    @Test
    void writers_of_several_threads_take_turns() {
        IntStream.range(0, 60)
                .parallel()
                .forEach(i -> RunEvidence.open(folder, "run-4", Masking.none(), CLOCK)
                        .record()
                        .append("step-" + i, "said"));

        RunRecord record =
                RunEvidence.open(folder, "run-4", Masking.none(), CLOCK).record();
        assertThat(record.head().line()).isEqualTo(60);
        assertThat(record.problem()).isEmpty();
    }

    @Test
    void two_that_write_for_a_run_see_each_others_lines() {
        RunEvidence worker = RunEvidence.open(folder, "run-6", Masking.none(), CLOCK);
        RunEvidence next = RunEvidence.open(folder, "run-6", Masking.none(), CLOCK);

        for (int i = 0; i < 5; i++) {
            worker.record().append("clone", "by the first " + i);
            next.record().append("clone", "by the second " + i);
        }

        assertThat(worker.record().head()).isEqualTo(next.record().head());
        assertThat(worker.record().head().line()).isEqualTo(10);
        assertThat(worker.record().problem()).isEmpty();
    }

    @Test
    void a_line_that_is_changed_while_the_run_goes_on_is_told_although_its_writer_has_read_it_before()
            throws IOException {
        RunEvidence open = RunEvidence.open(folder, "run-7", Masking.none(), CLOCK);
        open.record().append("verify", "3 tables differ");
        Path record = folder.resolve("run-7/" + RunRecord.FILE);
        Files.writeString(record, Files.readString(record).replace("3 tables differ", "0 tables differ"));

        open.seal(answer("verify"));

        assertThat(open.check(List.of()).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(Kind.LINE_CHANGED));
    }

    @Test
    void a_line_that_a_crash_cut_off_is_told_and_is_no_fault() throws IOException {
        RunEvidence cut = RunEvidence.open(folder, "run-5", Masking.none(), CLOCK);
        cut.seal(answer("clone"));
        Files.write(
                folder.resolve("run-5/" + RunRecord.FILE),
                "{\"data\":{\"outcome\"".getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        assertThat(cut.check(List.of()).unbound()).singleElement().asString().contains("not written to its end");

        EvidenceHead head = cut.seal(answer("verify"));

        assertThat(cut.check(List.of(head)).faults()).isEmpty();
        assertThat(cut.check(List.of(head)).torn()).containsExactly(2L);
    }
}
