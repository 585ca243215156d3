package io.belay.workers.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.postgres.SentStatements;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandNotesTest {

    private static final String SECRET = "s3cr\"et'of\\orders";

    @TempDir
    Path evidence;

    private CommandNotes notes() {
        return new CommandNotes(evidence, "clone", Masking.of(() -> Set.of(SECRET))::mask);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(evidence.resolve(CommandNotes.FILE));
    }

    @Test
    void programs_and_statements_stand_in_the_order_in_which_they_were_started_and_sent() throws IOException {
        CommandNotes notes = notes();
        CommandRunner runner = notes.noting(new HostCommandRunner(Masking.none()));

        notes.to(RunServer.LIVE).sending("postgres", "SELECT 1");
        runner.run(
                new Command(
                        List.of("/bin/true"),
                        evidence,
                        Map.of(),
                        Optional.empty(),
                        Command.Isolation.NONE,
                        Duration.ofSeconds(30)),
                evidence,
                "true");
        notes.to(RunServer.CANDIDATE).sending("orders", "SELECT\n\"2\"");

        assertThat(lines())
                .containsExactly(
                        "{\"step\":\"clone\",\"where\":\"live postgres\",\"sql\":\"SELECT 1\"}",
                        "{\"step\":\"clone\",\"account\":\"\",\"arguments\":[\"/bin/true\"]}",
                        "{\"step\":\"clone\",\"where\":\"candidate orders\",\"sql\":\"SELECT\\n\\\"2\\\"\"}");
    }

    @Test
    void a_statement_that_a_loop_repeats_is_noted_once_for_each_place() throws IOException {
        CommandNotes notes = notes();
        SentStatements live = notes.to(RunServer.LIVE);

        IntStream.range(0, 50).forEach(i -> live.sending("postgres", "SELECT pg_current_wal_lsn()"));
        live.sending("shop", "SELECT pg_current_wal_lsn()");
        notes.to(RunServer.COPY).sending("postgres", "SELECT pg_current_wal_lsn()");
        notes.to(RunServer.LIVE).sending("postgres", "SELECT pg_current_wal_lsn()");

        assertThat(lines())
                .extracting(line -> line.replaceAll(".*\"where\":\"([^\"]*)\".*", "$1"))
                .containsExactly("live postgres", "live shop", "copy postgres");
    }

    @Test
    void a_secret_is_masked_in_every_form_in_which_a_statement_can_carry_it() throws IOException {
        SentStatements live = notes().to(RunServer.LIVE);

        live.sending("postgres", "SELECT '" + SECRET.replace("'", "''") + "'");
        live.sending("postgres", "-- " + SECRET);
        live.sending(SECRET, "SELECT 1");

        assertThat(lines()).hasSize(3).allMatch(line -> line.contains("********"));
        assertThat(lines()).noneMatch(line -> line.contains("s3cr") || line.contains("orders"));
    }

    @Test
    void the_file_is_the_owners_alone_and_lines_of_several_steps_are_whole() throws IOException {
        IntStream.range(0, 400)
                .parallel()
                .forEach(i -> notes().to(RunServer.NEW).sending("shop", "SELECT " + i + " -- " + "x".repeat(5000)));

        assertThat(lines()).hasSize(400).allMatch(line -> line.startsWith("{\"step\"") && line.endsWith("\"}"));
        assertThat(Files.getPosixFilePermissions(evidence.resolve(CommandNotes.FILE)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_process_that_knows_the_transcripts_only_notes_into_the_same_file() throws IOException {
        Path transcripts = evidence.resolve("transcripts").resolve("promote");

        CommandNotes.ofTranscripts(transcripts, "promote", text -> text)
                .to(RunServer.OLD)
                .sending("postgres", "SELECT 1");

        assertThat(lines()).hasSize(1).first().asString().contains("\"step\":\"promote\"", "old postgres");
    }
}
