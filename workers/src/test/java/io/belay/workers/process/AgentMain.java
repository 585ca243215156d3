package io.belay.workers.process;

import io.belay.workers.process.AttemptFence.Pass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt of a worker in a JVM of its own: admitted, then launch or adopt. It stops for ever at the failpoint that its JVM was
 * started with: there the test kills it.
 */
final class AgentMain {

    private AgentMain() {}

    /** @param arguments journal, key as run/step/epoch/program, attempt, file for how it ended, working folder, program... */
    public static void main(String[] arguments) throws IOException {
        Path journal = Path.of(arguments[0]);
        LaunchKey key = key(arguments[1]);
        int attempt = Integer.parseInt(arguments[2]);
        Path sign = Path.of(arguments[3]);
        Command command =
                command(Path.of(arguments[4]), Arrays.asList(arguments).subList(5, arguments.length));
        write(sign, ending(journal, key, attempt, command));
    }

    private static String ending(Path journal, LaunchKey key, int attempt, Command command) {
        var launcher = new JournalLauncher(journal, Masking.none(), Clock.systemUTC());
        Failpoint failpoint = Failpoint.ofThisJvm();
        try {
            failpoint.reach(CrashPoint.BEFORE_FENCE);
            Pass pass = new AttemptFence(journal).admit(key.run(), key.step(), key.epoch(), attempt);
            failpoint.reach(CrashPoint.AFTER_FENCE);
            Launcher.Ended ended = launcher.launchOrAdopt(
                    key,
                    () -> {
                        pass.requireCurrent();
                        return command;
                    },
                    progress -> pass.requireCurrent());
            return "ended " + ended.result().exitCode() + " adopted " + ended.adopted();
        } catch (Fenced | ProcessLost | ProcessFailure known) {
            return known.getClass().getSimpleName() + ": " + known.getMessage();
        }
    }

    static LaunchKey key(String text) {
        String[] parts = text.split("/", 4);
        return new LaunchKey(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3]);
    }

    static Command command(Path work, List<String> arguments) {
        return new Command(arguments, work, Map.of(), Optional.empty(), Command.Isolation.NONE, Duration.ofMinutes(5));
    }

    private static void write(Path sign, String text) throws IOException {
        Path beside = Files.writeString(sign.resolveSibling(sign.getFileName() + ".tmp"), text);
        Files.move(beside, sign);
    }
}
