package io.belay.workers.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A worker of its own in a JVM of its own, which stops for ever at one named failpoint: there the test kills it. */
final class AgentMain {

    private AgentMain() {}

    /** @param arguments journal, key as run/step/epoch/program, failpoint, file to write there, working folder, program... */
    public static void main(String[] arguments) throws IOException {
        Path journal = Path.of(arguments[0]);
        LaunchKey key = key(arguments[1]);
        String stop = arguments[2];
        Path sign = Path.of(arguments[3]);
        Command command =
                command(Path.of(arguments[4]), Arrays.asList(arguments).subList(5, arguments.length));
        Failpoint failpoint = stop.equals("none") ? Failpoint.NONE : StoppingFailpoint.parse(stop + "=" + sign);
        var launcher =
                new JournalLauncher(journal, Masking.none(), Clock.systemUTC(), HostPrograms.ofThisHost(), failpoint);
        Launcher.Ended ended = launcher.launchOrAdopt(key, command, progress -> {});
        write(sign, "ended " + ended.result().exitCode() + " adopted " + ended.adopted());
    }

    static LaunchKey key(String text) {
        String[] parts = text.split("/", 4);
        return new LaunchKey(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3]);
    }

    static Command command(Path work, List<String> arguments) {
        return new Command(arguments, work, Map.of(), Optional.empty(), Command.Isolation.NONE, Duration.ofMinutes(5));
    }

    private static void write(Path sign, String text) {
        try {
            Path beside = Files.writeString(sign.resolveSibling(sign.getFileName() + ".tmp"), text);
            Files.move(beside, sign);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
