package io.belay.workers.hold;

import io.belay.workers.postgres.ListedStatement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a hold starts besides PostgreSQL's own programs, and what it sends to new: data in, data out. */
public final class HoldCommands {

    private HoldCommands() {}

    /**
     * The hold itself; compiled lightly, because it runs for seconds.
     *
     * @param properties further arguments in front of the class path
     */
    public static List<String> launch(String java, List<String> properties, String classPath, Path folder) {
        return program(java, properties, classPath, HoldMain.class, folder);
    }

    /** Its watchdog, likewise. */
    public static List<String> watchdog(String java, String classPath, Path folder) {
        return program(java, List.of(), classPath, WatchMain.class, folder);
    }

    private static List<String> program(
            String java, List<String> properties, String classPath, Class<?> main, Path folder) {
        List<String> arguments =
                new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        arguments.addAll(properties);
        arguments.addAll(List.of("-cp", classPath, main.getName(), folder.toString()));
        return arguments;
    }

    /** Shares the blocks where the file system can; a rename does not cross subvolumes. */
    public static List<String> copy(Path from, Path to) {
        return List.of(
                "/bin/cp", "--archive", "--reflink=auto", "--no-target-directory", from.toString(), to.toString());
    }

    /** Statistics of new, sent to each of its databases while clients wait, in order. */
    public static List<ListedStatement> firstStatistics() {
        return Statistics.begun();
    }

    /** Behind the release, by stages: all databases side by side in each of them. */
    public static List<List<ListedStatement>> furtherStatistics() {
        return Statistics.completed();
    }
}
