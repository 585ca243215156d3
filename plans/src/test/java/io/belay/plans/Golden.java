package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that hold what is expected, beside the files that lead to it. {@code -Dgolden.update=true} writes them anew; what
 * changed then shows in the diff.
 */
public final class Golden {

    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private Golden() {}

    /** Every {@code .yaml} of a folder below the test resources, by name. */
    public static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares with {@code NAME.ending}, or writes it. */
    public static void check(Path file, String ending, String actual) {
        String name = file.getFileName().toString();
        Path golden = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
        if (Boolean.getBoolean("golden.update")) {
            try {
                Files.writeString(golden, actual);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(golden).as("written by -Dgolden.update=true").exists();
        assertThat(actual).as(golden.toString()).isEqualTo(text(golden));
    }
}
