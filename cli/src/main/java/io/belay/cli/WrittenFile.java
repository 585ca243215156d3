package io.belay.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --out FILE}: what a command makes goes to standard output, or into a file. */
final class WrittenFile {

    @Option(names = "--out", paramLabel = "FILE", description = "Write it to this file (default: standard output).")
    private Path file = Path.of("");

    private final String option;

    WrittenFile() {
        this.option = "--out";
    }

    /** For a file that another option names. */
    WrittenFile(Path file, String option) {
        this.file = file;
        this.option = option;
    }

    /** The part of the file's name behind its last dot; empty without a file. */
    String ending() {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }

    /** Said before anything is made; a plan is never written over. @throws CliFailure when the name is one of a file of the language */
    void requireNoPlan(Console console) {
        if (PlanFiles.isOurs(console.workingFolder().resolve(file))) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    CliErrors.UNWRITABLE,
                    "`" + file + "` is named like a plan, and would be written over",
                    "nothing was written",
                    "name another file with " + option);
        }
    }

    /** @throws CliFailure when its ending is another one, for which something else is expected in the file */
    void requireEnding(List<String> endings) {
        if (!ending().isEmpty() && !endings.contains(ending())) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    CliErrors.UNWRITABLE,
                    "`" + file + "`: nothing that ends in `." + ending() + "` is written here",
                    "nothing was written",
                    "end it in ." + String.join(", .", endings) + ", or say with --format what it shall hold");
        }
    }

    void write(String text, Console console) {
        requireNoPlan(console);
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
                            "`" + file + "` cannot be written: " + Failures.reason(e),
                            "nothing was started",
                            "check the folder and its rights, or leave " + option + " away")
                    .causedBy(e);
        }
        console.err().println("written: " + file);
        console.err().flush();
    }
}
