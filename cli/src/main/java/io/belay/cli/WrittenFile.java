package io.belay.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --out FILE}: what a command makes goes to standard output, or into a file. */
final class WrittenFile {

    @Option(names = "--out", paramLabel = "FILE", description = "Write it to this file (default: standard output).")
    private Path file = Path.of("");

    /** The part of the file's name behind its last dot; empty without a file. */
    String ending() {
        String name = file.toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    void write(String text, Console console) {
        if (file.toString().isEmpty()) {
            console.out().print(text);
            console.out().flush();
            return;
        }
        try {
            Files.write(console.workingFolder().resolve(file), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CliFailure(
                            ExitCode.USAGE,
                            CliErrors.UNWRITABLE,
                            "`" + file + "` cannot be written: " + e.getClass().getSimpleName(),
                            "nothing was started",
                            "check the folder and its rights, or leave --out away")
                    .causedBy(e);
        }
        console.err().println("written: " + file);
        console.err().flush();
    }
}
