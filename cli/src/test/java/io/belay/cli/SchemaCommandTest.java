package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belay.plans.schema.FileSchema;
import io.belay.plans.schema.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words for fields: as a schema for editors, and on the terminal. */
class SchemaCommandTest {

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    private Path folder;

    @Test
    void the_schema_of_a_kind_is_printed() {
        for (FileSchema file : FileSchema.values()) {
            var outcome = belay.run("schema", file.word());

            assertThat(outcome.exit()).isZero();
            assertThat(outcome.out()).isEqualTo(Schemas.text(Schemas.of(file)));
        }
    }

    @Test
    void without_a_kind_one_schema_knows_all_files() {
        assertThat(belay.run("schema").out()).isEqualTo(Schemas.text(Schemas.ofAll()));
    }

    @Test
    void all_schemas_are_written_into_a_folder() throws IOException {
        var outcome = belay.in(folder).run("schema", "--into", "editor/schemas");

        assertThat(outcome.exit()).isZero();
        Path written = folder.resolve("editor/schemas");
        assertThat(outcome.out().lines())
                .contains(written.resolve("upgrade-plan.schema.json").toString());
        assertThat(Files.readString(written.resolve("belay.schema.json"))).isEqualTo(Schemas.text(Schemas.ofAll()));
    }

    @Test
    void a_kind_that_is_none_is_answered_by_the_nearest() {
        var outcome = belay.run("schema", "upgrade-plam");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("there is no kind of file `upgrade-plam`; did you mean `upgrade-plan`?");
    }

    @Test
    void a_folder_that_cannot_be_written_is_said() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        var outcome = belay.in(folder).run("schema", "--into", "file/schemas");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("cannot be written");
    }

    @Test
    void a_field_is_explained_with_its_default_and_its_words() {
        var outcome = belay.run("explain", "promote.mode");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out())
                .contains("promote.mode  (a step)", "How clients come over. Required.", "offline  Live is stopped");
        assertThat(belay.run("explain", "budget.hold").out())
                .contains("Default: `5m` in an offline plan, `1s` in an online one.", "for example  500ms");
    }

    @Test
    void a_field_that_stands_in_several_files_is_explained_for_each() {
        assertThat(belay.run("explain", "limits.memory").out())
                .contains("limits.memory  (UpgradePlan)", "limits.memory  (HostConfiguration)");
    }

    @Test
    void brackets_and_the_word_steps_may_be_left_out() {
        assertThat(belay.run("explain", "steps.verify.sql.file").out())
                .isEqualTo(belay.run("explain", "verify.sql[].file").out())
                .contains("verify.sql[].file");
    }

    @Test
    void a_field_is_explained_to_programs_too() throws IOException {
        var outcome = belay.run("explain", "promote.mode", "-o", "json");

        var field = new ObjectMapper().readTree(outcome.out()).path("fields").path(0);
        assertThat(field.path("path").asText()).isEqualTo("promote.mode");
        assertThat(field.path("values").has("online")).isTrue();
    }

    @Test
    void a_field_that_is_none_is_answered_by_the_nearest() {
        var outcome = belay.run("explain", "budget.holt");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("there is no field `budget.holt`; did you mean `budget.hold`?");
    }

    @Test
    void a_field_without_its_block_is_found_where_it_stands() {
        assertThat(belay.run("explain", "hold").err())
                .contains("there is no field `hold`; did you mean `budget.hold`?");
        assertThat(belay.run("explain", "way_bak").err()).contains("did you mean `promote.way_back`?");
        assertThat(belay.run("explain", "pg_upgrad").err()).contains("did you mean `pg_upgrade`?");
    }
}
