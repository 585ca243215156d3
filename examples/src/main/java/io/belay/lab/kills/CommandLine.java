package io.belay.lab.kills;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.belay.cli.dev.ShortProgram;
import io.belay.lab.Lab;
import io.belay.lab.oracle.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code belay} as a person calls it: a process of its own each time. */
final class CommandLine {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lab lab;

    CommandLine(Lab lab) {
        this.lab = lab;
    }

    ShortProgram.Result run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.belay.cli.Main"));
        command.addAll(arguments);
        Map<String, String> environment = new HashMap<>(lab.environment());
        environment.put("BELAY_TEMPORAL_ADDRESS", lab.temporal().address());
        environment.put("USER", Ensemble.PERSON);
        environment.put("SUDO_USER", "");
        return ShortProgram.of(command).with(environment).within(LONGEST).run();
    }

    /** Empty while nobody answers, for example because the server was killed. */
    Optional<Statement> status(String run) throws IOException {
        ShortProgram.Result answer = run(List.of("status", run, "-o", "json"));
        // Warnings of the JVM may stand before it.
        String document =
                answer.output().lines().dropWhile(line -> !line.startsWith("{")).collect(Collectors.joining("\n"));
        return answer.succeeded() && !document.isEmpty()
                ? Optional.of(Statement.of(JSON.readTree(document)))
                : Optional.empty();
    }
}
