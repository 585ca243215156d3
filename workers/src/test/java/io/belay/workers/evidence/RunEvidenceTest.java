package io.belay.workers.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.engine.evidence.EvidenceHead;
import io.belay.workers.posix.Accounts;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunEvidenceTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private RunEvidence evidence;

    @BeforeEach
    void open() {
        evidence = RunEvidence.open(folder, "run-1", Masking.of(() -> Set.of("tiger")), CLOCK);
    }

    private Path record() {
        return folder.resolve("run-1/record.jsonl");
    }

    @Test
    void each_line_of_the_record_carries_the_hash_of_the_one_before() throws IOException {
        EvidenceHead first = evidence.record().append("clone", "candidate exists");
        EvidenceHead second = evidence.record().append("pg_upgrade", "launched with tiger");

        List<String> lines = Files.readAllLines(record());
        assertThat(lines.get(1))
                .isEqualTo("{\"previous\":\"" + first.sha256() + "\",\"sequence\":2,\"step\":\"pg_upgrade\","
                        + "\"time\":\"2026-11-21T12:00:00Z\",\"what\":\"launched with *****\"}");
        assertThat(evidence.record().head()).isEqualTo(second);
        assertThat(evidence.record().problem()).isEmpty();
    }

    @Test
    void a_changed_line_breaks_the_chain() throws IOException {
        evidence.record().append("clone", "took 3 ms");
        evidence.record().append("clone", "done");

        Files.writeString(record(), Files.readString(record()).replace("took 3", "took 2"));

        assertThat(evidence.record().problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("line 1 was changed"));
    }

    @Test
    void a_removed_line_breaks_the_chain() throws IOException {
        evidence.record().append("a", "one");
        evidence.record().append("b", "two");
        evidence.record().append("c", "three");

        List<String> lines = Files.readAllLines(record());
        Files.write(record(), List.of(lines.get(0), lines.get(2)));

        assertThat(evidence.record().problem()).isPresent();
    }

    @Test
    void a_line_that_a_crash_tore_stays_and_is_noted_behind_it() throws IOException {
        evidence.record().append("a", "one");
        Files.writeString(record(), "{\"previous\":\"00", StandardOpenOption.APPEND);
        assertThat(evidence.record().problem()).isPresent();

        evidence.record().append("b", "two");

        assertThat(Files.readAllLines(record())).hasSize(4);
        assertThat(evidence.record().problem()).isEmpty();
    }

    @Test
    void a_file_is_written_once_for_its_owner_only_and_noted_with_its_hash() throws IOException {
        evidence.write("verify", "verify/differences.txt", "none, says tiger");
        evidence.write("verify", "verify/differences.txt", "none, says tiger");

        Path file = folder.resolve("run-1/verify/differences.txt");
        assertThat(file).hasContent("none, says *****");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(record()))
                .hasSize(1)
                .first()
                .asString()
                .contains("file verify/differences.txt sha256 ");
        assertThatThrownBy(() -> evidence.write("verify", "verify/differences.txt", "another"))
                .isInstanceOf(EvidenceFailure.class);
        assertThat(file).hasContent("none, says *****");
        assertThat(evidence.list()).containsExactly("record.jsonl", "verify/differences.txt");
    }

    @Test
    void pieces_end_at_whole_characters_and_put_together_are_the_file() throws IOException {
        String text = "aä€😀z".repeat(40);
        Files.writeString(folder.resolve("run-1/log.txt"), text);

        StringBuilder read = new StringBuilder();
        RunEvidence.Piece piece = evidence.read("log.txt", 0, 7);
        read.append(piece.text());
        while (!piece.end()) {
            piece = evidence.read("log.txt", piece.nextOffset(), 7);
            read.append(piece.text());
        }

        assertThat(read.toString()).isEqualTo(text);
    }

    @Test
    void a_secret_is_masked_in_whatever_pieces_a_log_is_read() throws IOException {
        Files.writeString(folder.resolve("run-1/log.txt"), "password=tiger;".repeat(20));

        for (int length = 1; length < 40; length++) {
            for (long offset = 0; offset < 40; offset++) {
                String text = evidence.read("log.txt", offset, length).text();
                assertThat(text).doesNotContain("ti").doesNotContain("ig").doesNotContain("ge");
            }
        }
    }

    @Test
    void a_negative_offset_counts_from_the_end() throws IOException {
        Files.writeString(folder.resolve("run-1/log.txt"), "first\nlast\n");

        assertThat(evidence.read("log.txt", -5, 100)).isEqualTo(new RunEvidence.Piece("last\n", 11, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other/record.jsonl", "/etc/passwd", "a/../../b", ".hidden", "a//b", "", "a/.."})
    void a_name_that_points_elsewhere_is_refused(String name) {
        assertThatThrownBy(() -> evidence.read(name, 0, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_link_out_of_the_folder_is_refused_and_not_listed() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "secret");
        Files.createSymbolicLink(folder.resolve("run-1/link"), outside);

        assertThatThrownBy(() -> evidence.read("link", 0, 10)).isInstanceOf(EvidenceFailure.class);
        assertThat(evidence.list()).doesNotContain("link");
    }

    @Test
    void a_run_id_that_is_a_path_is_refused() {
        assertThatThrownBy(() -> RunEvidence.open(folder, "../x", Masking.none(), CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_full_disk_is_told_as_such_costs_nothing_that_was_kept_and_is_over_when_there_is_room() throws Exception {
        assumeTrue(Accounts.isRoot(), "only root can mount a small file system to fill");
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", small.toString()) == 0,
                "this machine lets nobody mount a tmpfs");
        try {
            RunEvidence full = RunEvidence.open(small, "run-1", Masking.of(Set::of), CLOCK);
            EvidenceHead before = full.record().append("clone", "done");
            Path ballast = small.resolve("ballast");
            assertThatThrownBy(() -> Files.write(ballast, new byte[1 << 18])).hasMessageContaining("No space left");

            assertThatThrownBy(() -> full.write("clone", "clone/gate.txt", "x".repeat(1 << 14)))
                    .isInstanceOf(EvidenceFailure.class)
                    .hasMessageContaining("No space left");
            assertThat(full.record().head()).isEqualTo(before);

            Files.delete(ballast);
            full.write("clone", "clone/gate.txt", "x".repeat(1 << 14));
            full.record().append("clone", "and on");
            assertThat(full.record().problem()).isEmpty();
        } finally {
            run("umount", small.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
