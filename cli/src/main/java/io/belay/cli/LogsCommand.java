package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    @Mixin
    private OutputOption output;

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
            String kept = desk.evidenceOf(id);
            if (!kept.equals(id)) {
                console.err()
                        .println("run " + id + " let old live go for run " + kept + "; its files lie among that run's");
                console.err().flush();
            }
            List<String> files =
                    desk.read(cluster, kept, "", 0, PIECE).text().lines().toList();
            if (subject.isEmpty()) {
                list(files);
                return ExitCode.DONE.number();
            }
            List<String> wanted = filesOf(subject, files);
            if (wanted.isEmpty()) {
                throw Failures.noSuchStep(id, subject, console);
            }
            if (output.json()) {
                printJson(desk, cluster, kept, wanted);
            } else {
                wanted.forEach(file -> print(desk, cluster, kept, file, wanted.size() > 1));
            }
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

    private void list(List<String> files) {
        Console console = surroundings.console();
        if (output.json()) {
            ObjectNode document = Json.document("log-files").put("run", id);
            files.forEach(document.putArray("files")::add);
            console.out().println(Json.text(document));
        } else {
            files.forEach(console.out()::println);
            console.out().flush();
            console.err().println("one of them, or all of a step: " + console.command() + " logs " + id + " FILE|STEP");
            console.err().flush();
        }
    }

    private void printJson(EngineDesk desk, String cluster, String kept, List<String> files) {
        ObjectNode document = Json.document("logs").put("run", id);
        ArrayNode array = document.putArray("files");
        for (String file : files) {
            StringBuilder text = new StringBuilder();
            TextPiece piece = desk.read(cluster, kept, file, 0, PIECE);
            text.append(piece.text());
            while (!piece.end()) {
                piece = desk.read(cluster, kept, file, piece.nextOffset(), PIECE);
                text.append(piece.text());
            }
            array.addObject().put("file", file).put("text", text.toString());
        }
        surroundings.console().out().println(Json.text(document));
    }

    private void print(EngineDesk desk, String cluster, String kept, String file, boolean named) {
        Console console = surroundings.console();
        if (named) {
            console.out().println(console.palette().strong("==> " + file + " <=="));
        }
        TextPiece piece = desk.read(cluster, kept, file, 0, PIECE);
        console.out().print(piece.text());
        while (!piece.end()) {
            piece = desk.read(cluster, kept, file, piece.nextOffset(), PIECE);
            console.out().print(piece.text());
        }
        if (!piece.text().endsWith("\n")) {
            console.out().println();
        }
        console.out().flush();
    }
}
