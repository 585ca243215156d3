package io.belay.bench;

import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A script beside this class, run by bash with everything it needs in its environment. */
final class BareScript {

    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Path file;

    private BareScript(Path file) {
        this.file = file;
    }

    /** @param folder where the script is put */
    static BareScript unpack(String name, Path folder) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream text = Objects.requireNonNull(BareScript.class.getResourceAsStream(name), name)) {
            Files.copy(text, file);
        }
        return new BareScript(file);
    }

    /** @return what it printed */
    String run(Map<String, String> variables) {
        ShortProgram.Result result = ShortProgram.of(List.of("bash", file.toString()))
                .with(variables)
                .within(LONGEST)
                .run();
        if (result.exitCode() != 0) {
            throw new IllegalStateException("the bare script ended with " + result.exitCode() + ": " + result.output());
        }
        return result.output();
    }
}
