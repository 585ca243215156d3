package io.belay.lab.run;

import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line as a person calls it: a process of its own. */
final class Cli {

    private static final int LONGEST_SHOWN = 1500;

    private final Path folder;
    private final Map<String, String> environment;

    /** @param folder for what it prints */
    Cli(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** @param took from the call to the end of the process */
    record Answer(int exit, String out, String err, Duration took) {
        String all() {
            return out + err;
        }
    }

    /** A person waits: what is not answered within a minute and a half fails the test. */
    Answer run(String... arguments) {
        long begin = System.nanoTime();
        List<String> command = new ArrayList<>();
        ShortProgram.find("setsid").ifPresent(program -> command.add(program.toString()));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.belay.cli.Main"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(folder, "cli-", ".out");
            Path err = Files.createTempFile(folder, "cli-", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(
                        List.of(arguments) + " did not end: " + Files.readString(out) + Files.readString(err));
            }
            Answer answer = new Answer(
                    process.exitValue(),
                    Files.readString(out),
                    Files.readString(err),
                    Duration.ofNanos(System.nanoTime() - begin));
            System.out.println("  $ belay " + String.join(" ", arguments) + "  -> " + answer.exit() + " after "
                    + answer.took().toMillis() + " ms\n"
                    + shortened(answer.all()).indent(6));
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text.strip() : text.substring(0, LONGEST_SHOWN) + " ...";
    }
}
