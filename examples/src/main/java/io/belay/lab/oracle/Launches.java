package io.belay.lab.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which programs were seen at work for each launch folder of a worker's journal: children of the shell that has the folder among its
 * arguments. A launch that brought two programs to life is a double effect, whatever the journal says. Thread-safe.
 */
public final class Launches {

    /** What the shell around a program runs for itself. */
    private static final Set<String> ITS_OWN =
            Set.of("sh", "dash", "bash", "setsid", "flock", "sync", "cat", "ln", "rm", "mv", "sleep");

    private final Path journal;
    private final Map<Path, Set<String>> seen = new TreeMap<>();

    /** @param journal the worker's folder of launches, {@code RUN/STEP/EPOCH/PROGRAM} below it */
    public Launches(Path journal) {
        this.journal = journal;
    }

    /** Programs at work now: one for each shell of the journal that has begun one. */
    public List<SeenProcess> look(List<SeenProcess> processes) {
        List<SeenProcess> atWork = new ArrayList<>();
        for (SeenProcess wrapper : wrappers(processes)) {
            processes.stream()
                    .filter(process -> process.parent() == wrapper.pid() && !ITS_OWN.contains(process.program()))
                    .forEach(program -> {
                        atWork.add(program);
                        note(folder(wrapper), program.pid() + "/" + program.startTicks());
                    });
        }
        return atWork;
    }

    /** The shells around them. */
    public List<SeenProcess> wrappers(List<SeenProcess> processes) {
        return processes.stream()
                .filter(process -> ITS_OWN.contains(process.program()) && isScript(process.arguments()))
                .toList();
    }

    private boolean isScript(List<String> arguments) {
        return arguments.size() > 3
                && arguments.get(1).startsWith(journal + "/.wrapper-")
                && arguments.get(2).startsWith(journal + "/");
    }

    private static Path folder(SeenProcess wrapper) {
        return Path.of(wrapper.arguments().get(2));
    }

    private synchronized void note(Path folder, String identity) {
        seen.computeIfAbsent(folder, unused -> new TreeSet<>()).add(identity);
    }

    /** Programs of the run that were seen at work. */
    public synchronized int seen(String run) {
        return seen.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(journal.resolve(run)))
                .mapToInt(entry -> entry.getValue().size())
                .sum();
    }

    /** One sentence for each launch that was carried out twice, or that the journal tells otherwise than it was seen. */
    public synchronized List<String> wrong(String run) {
        List<String> wrong = new ArrayList<>();
        seen.forEach((folder, programs) -> {
            if (!folder.startsWith(journal.resolve(run))) {
                return;
            }
            if (programs.size() > 1) {
                wrong.add("launched " + programs.size() + " times: " + journal.relativize(folder) + " " + programs);
            }
            String started = started(folder);
            programs.stream()
                    .filter(program -> !program.equals(started))
                    .forEach(program -> wrong.add(
                            "seen at work, not in the journal: " + journal.relativize(folder) + " " + program));
        });
        return wrong;
    }

    /** {@code PID/START} as the shell wrote it down before the program began. */
    private static String started(Path folder) {
        Map<String, String> entries = new TreeMap<>();
        try (Stream<String> lines = Files.lines(folder.resolve("started"))) {
            lines.map(line -> line.split("=", 2))
                    .filter(parts -> parts.length == 2)
                    .forEach(parts -> entries.put(parts[0], parts[1]));
        } catch (IOException | UncheckedIOException unreadable) {
            return "";
        }
        return entries.get("pid") + "/" + entries.get("start");
    }
}
