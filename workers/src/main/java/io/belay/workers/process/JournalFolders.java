package io.belay.workers.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a run journal, found by looking: {@code JOURNAL/run/step/epoch/program}. Reads only. */
public final class JournalFolders {

    private static final String EPOCH = "[1-9][0-9]{0,8}";

    private final Path journal;

    public JournalFolders(Path journal) {
        this.journal = journal;
    }

    /** @param state a worker's state folder */
    public static Path in(Path state) {
        return state.resolve("journal");
    }

    /** A launch whose end nobody has seen yet. */
    public record Open(LaunchKey key, Launcher.State state) {}

    /** Programs that run or vanished with nobody's knowledge, by key; those whose end was kept are none of them. */
    public List<Open> open() {
        List<Open> open = new ArrayList<>();
        for (Path run : folders(journal)) {
            for (Path step : folders(run)) {
                for (Path epoch : epochs(step)) {
                    folders(epoch).forEach(program -> add(open, program));
                }
            }
        }
        return open;
    }

    private static void add(List<Open> open, Path program) {
        LaunchFolder folder = new LaunchFolder(program);
        Launcher.State state = folder.state();
        if (state != Launcher.State.NEVER_LAUNCHED && !folder.hasDone()) {
            open.add(new Open(key(program), state));
        }
    }

    private static LaunchKey key(Path program) {
        int names = program.getNameCount();
        return new LaunchKey(
                program.getName(names - 4).toString(),
                program.getName(names - 3).toString(),
                Integer.parseInt(program.getName(names - 2).toString()),
                program.getName(names - 1).toString());
    }

    /** Beside them lies the step's fence. */
    private static List<Path> epochs(Path step) {
        return folders(step).stream()
                .filter(folder -> String.valueOf(folder.getFileName()).matches(EPOCH))
                .toList();
    }

    private static List<Path> folders(Path in) {
        if (!Files.isDirectory(in)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(in)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the run journal cannot be listed", e);
        }
    }
}
