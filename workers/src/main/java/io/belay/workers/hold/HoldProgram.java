package io.belay.workers.hold;

import io.belay.workers.posix.FileLock;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.Failpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** How a worker starts a hold, and ends one whose process is gone. */
public final class HoldProgram {

    /** Nothing enforces it but the budget, which the hold watches itself. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Name of its watchdog's launch; part of the run journal's keys, so never renamed. */
    public static final String WATCHDOG = "watchdog";

    /** For whoever settles it meanwhile: longer than its parts wait for anything. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration LOOK = Duration.ofMillis(20);

    private HoldProgram() {}

    /** The worker's own Java and programs. */
    public static Command command(HoldFolder folder, HoldOrder order) {
        List<String> properties = new ArrayList<>();
        Optional.ofNullable(System.getProperty(HoldFailpoint.PROPERTY))
                .ifPresent(failpoint -> properties.add("-D" + HoldFailpoint.PROPERTY + "=" + failpoint));
        return command(
                HoldCommands.launch(java(), properties, System.getProperty("java.class.path"), folder.path()),
                folder,
                order);
    }

    /** The hold's own Java and programs. */
    static Command watchdog(HoldFolder folder, HoldOrder order) {
        return command(
                HoldCommands.watchdog(java(), System.getProperty("java.class.path"), folder.path()), folder, order);
    }

    private static Command command(List<String> arguments, HoldFolder folder, HoldOrder order) {
        return new Command(arguments, folder.path(), secrets(order), Optional.empty(), Isolation.NONE, LONGEST);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Secrets that the host's file names by variables: read by nobody but the process itself. */
    private static Map<String, String> secrets(HoldOrder order) {
        Map<String, String> environment = new TreeMap<>();
        order.poolers().stream()
                .flatMap(held -> held.address().secrets().stream())
                .filter(secret -> secret.kind() == Secret.Kind.ENVIRONMENT)
                .forEach(secret -> Optional.ofNullable(System.getenv(secret.name()))
                        .ifPresent(value -> environment.put(secret.name(), value)));
        return environment;
    }

    /**
     * For a hold whose process is gone. While somebody else settles it, mostly its watchdog, this waits for that one's result.
     *
     * @throws RuntimeException when it can neither be completed nor undone now
     */
    public static HoldResult settle(HoldFolder folder, CommandRunner commands, String why) {
        return settle(folder, () -> new Hold(folder, commands, Failpoint.NONE).settle(why), PATIENCE);
    }

    static HoldResult settle(HoldFolder folder, Supplier<HoldResult> settling, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<FileLock> free = HoldLock.tryTake(folder);
            if (free.isPresent()) {
                try (FileLock lock = free.get()) {
                    return settling.get();
                }
            }
            if (System.nanoTime() > end) {
                throw HoldLock.taken(folder);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** @return what is not as it must be behind the crossing, a sentence each; empty when all is */
    public static List<String> wrongBehindCrossing(HoldFolder folder, CommandRunner commands) {
        HoldOrder order = folder.order().orElseThrow(() -> new IllegalStateException("no hold was ever ordered"));
        List<String> wrong = new ArrayList<>();
        if (folder.decision().standing().filter(Decision.COMMIT::equals).isEmpty()) {
            wrong.add("the crossing was not decided");
        }
        try (Course course = order.course(folder, commands)) {
            wrong.addAll(course.wrongBehindCrossing());
        }
        return wrong;
    }
}
