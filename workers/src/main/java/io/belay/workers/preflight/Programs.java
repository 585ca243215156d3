package io.belay.workers.preflight;

import io.belay.workers.postgres.Installation;
import io.belay.workers.preflight.PreflightPrograms.Question;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a major's programs for what they print and do not do: versions, folders, built-in sizes. */
final class Programs {

    /** They answer in milliseconds; a minute is for a host whose disks are busy. */
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final PreflightContext context;
    private final Installation installation;

    Programs(PreflightContext context, Installation installation) {
        this.context = context;
        this.installation = installation;
    }

    boolean has(String program) {
        return Files.isExecutable(installation.program(program));
    }

    /** What it printed, without the line's end; empty when it is missing, cannot be started, or failed. */
    Optional<String> ask(Question question) {
        String program = question.program();
        if (!has(program)) {
            return Optional.empty();
        }
        List<String> line =
                new ArrayList<>(List.of(installation.program(program).toString()));
        line.addAll(question.arguments());
        Command command =
                new Command(line, context.folder(), Map.of(), Optional.empty(), Command.Isolation.NONE, DEADLINE);
        try {
            CommandResult result = context.commands().run(command, context.folder(), "preflight-" + program);
            return result.succeeded() ? Optional.of(result.output().strip()) : Optional.empty();
        } catch (UncheckedIOException notStarted) {
            return Optional.empty();
        }
    }
}
