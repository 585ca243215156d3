package io.belay.cli;

import io.belay.engine.activity.HostDesk.TextPiece;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints what the host keeps of a run, through its worker: this command never opens a host's folders. */
@Command(
        name = "logs",
        description = "Print the log of a run's step, or list the files that the host keeps of the run.")
@CommandGroup(CommandGroup.Heading.RUNS)
final class LogsCommand implements Callable<Integer> {

    private static final int PIECE = 65_536;

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "STEP|FILE",
            arity = "0..1",
            description = "A step's id, or a file of the list.")
    private String subject = "";

    @Mixin
    private TemporalOption temporal;

    LogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        try (EngineDesk desk = surroundings.open(temporal)) {
            String cluster = desk.run(id)
                    .orElseThrow(() -> Failures.noSuchRun(id, console))
                    .status()
                    .cluster();
            List<String> files =
                    desk.read(cluster, id, "", 0, PIECE).text().lines().toList();
            if (subject.isEmpty()) {
                files.forEach(console.out()::println);
                return ExitCode.DONE.number();
            }
            List<String> wanted = filesOf(subject, files);
            if (wanted.isEmpty()) {
                throw Failures.noSuchStep(id, subject, console);
            }
            wanted.forEach(file -> print(desk, cluster, file, wanted.size() > 1));
            return ExitCode.DONE.number();
        }
    }

    /** The file of that name, else every file below the step's folder, else every file whose name begins with the step. */
    static List<String> filesOf(String subject, List<String> files) {
        if (files.contains(subject)) {
            return List.of(subject);
        }
        return files.stream()
                .filter(file -> file.startsWith(subject + "/")
                        || file.contains("/" + subject + "/")
                        || file.startsWith(subject + "."))
                .toList();
    }

    private void print(EngineDesk desk, String cluster, String file, boolean named) {
        Console console = surroundings.console();
        if (named) {
            console.out().println(console.palette().strong("==> " + file + " <=="));
        }
        TextPiece piece = desk.read(cluster, id, file, 0, PIECE);
        console.out().print(piece.text());
        while (!piece.end()) {
            piece = desk.read(cluster, id, file, piece.nextOffset(), PIECE);
            console.out().print(piece.text());
        }
        if (!piece.text().endsWith("\n")) {
            console.out().println();
        }
        console.out().flush();
    }
}
