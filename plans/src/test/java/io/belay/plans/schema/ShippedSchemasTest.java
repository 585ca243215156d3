package io.belay.plans.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.plans.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files in {@code plans/schema} are what the grammar says now. */
class ShippedSchemasTest {

    private static final Path FOLDER = Path.of("schema");

    @ParameterizedTest
    @EnumSource
    void a_shipped_schema_is_the_generated_one(FileSchema file) throws IOException {
        check(FOLDER.resolve(file.file()), Schemas.text(Schemas.of(file)));
    }

    @Test
    void the_shipped_schema_of_all_files_is_the_generated_one() throws IOException {
        check(FOLDER.resolve(Schemas.OF_ALL), Schemas.text(Schemas.ofAll()));
    }

    @Test
    void nothing_else_is_shipped() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> expected = Stream.concat(
                            Stream.of(FileSchema.values()).map(FileSchema::file), Stream.of(Schemas.OF_ALL))
                    .toList();
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static void check(Path file, String actual) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, actual);
        }
        assertThat(file)
                .as("written by `belay schema --into plans/schema`, or by -Dgolden.update=true")
                .exists();
        assertThat(actual)
                .as("%s: write it anew by `belay schema --into plans/schema`, or by -Dgolden.update=true", file)
                .isEqualTo(Golden.text(file));
    }
}
