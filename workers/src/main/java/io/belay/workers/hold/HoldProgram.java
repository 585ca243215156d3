package io.belay.workers.hold;

import io.belay.plans.model.HostPooler;
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

/** How a worker starts a hold, and ends one whose process is gone. */
public final class HoldProgram {

    /** Nothing enforces it but the budget, which the hold watches itself. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private HoldProgram() {}

    /** The worker's own Java and programs. */
    public static Command command(HoldFolder folder, HoldOrder order) {
        List<String> properties = new ArrayList<>();
        Optional.ofNullable(System.getProperty(HoldFailpoint.PROPERTY))
                .ifPresent(failpoint -> properties.add("-D" + HoldFailpoint.PROPERTY + "=" + failpoint));
        List<String> arguments = HoldCommands.launch(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                properties,
                System.getProperty("java.class.path"),
                folder.path());
        return new Command(arguments, folder.path(), secrets(order), Optional.empty(), Isolation.NONE, LONGEST);
    }

    /** Secrets that the host's file names by variables: read by nobody but the process itself. */
    private static Map<String, String> secrets(HoldOrder order) {
        Map<String, String> environment = new TreeMap<>();
        order.poolers().stream()
                .map(held -> held.address().password())
                .filter(secret -> secret.kind() == Secret.Kind.ENVIRONMENT)
                .forEach(secret -> Optional.ofNullable(System.getenv(secret.name()))
                        .ifPresent(value -> environment.put(secret.name(), value)));
        return environment;
    }

    /**
     * For a hold whose process is gone.
     *
     * @throws RuntimeException when it can neither be completed nor undone now
     */
    public static HoldResult settle(HoldFolder folder, CommandRunner commands, String why) {
        try (FileLock lock = HoldLock.take(folder)) {
            return new Hold(folder, commands, Failpoint.NONE).settle(why);
        }
    }

    /** The pooler that the host's file describes. */
    public static Pooler pooler(HostPooler described, Path psql, Path folder, CommandRunner commands) {
        return new PgBouncer(PoolerAddress.of(described), psql, folder, commands);
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
