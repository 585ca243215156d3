package io.belay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.file.PinnedFiles;
import io.belay.plans.file.TextFile;
import io.belay.plans.format.Formatter;
import io.belay.plans.format.Pins;
import io.belay.plans.format.UnifiedDiff;
import io.belay.plans.problem.Invisible;
import io.belay.plans.problem.ProblemJson;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.YamlText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes files in their normal form. What cannot be read without errors is left alone. */
@Command(
        name = "format",
        description = "Write plans in their normal form; keeps every comment and never changes what a plan says.")
@CommandGroup(CommandGroup.Heading.PLANS)
final class FormatCommand implements Callable<Integer> {

    private final Console console;
    private final InputStream input;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|FOLDER",
            arity = "0..*",
            description = "Files of all four kinds, and folders of these.")
    private List<Path> named = List.of();

    @Option(names = "--check", description = "Write nothing; print what would change, exit 3 if anything would.")
    private boolean check;

    @Option(names = "--stdin", description = "Read one file from standard input, write it to standard output.")
    private boolean stdin;

    @Option(
            names = "--pin",
            description = "Also write the sha256 of included step lists, and of a fleet's plan, as they are now.")
    private boolean pin;

    @Mixin
    private OutputOption output;

    FormatCommand(Console console, InputStream input) {
        this.console = console;
        this.input = input;
    }

    /** @param formatted empty when it could not be read */
    private record Outcome(Path file, Problems problems, String text, Optional<String> formatted) {

        /** For people. */
        private String name() {
            return Invisible.shown(file.toString());
        }

        private boolean changes() {
            return formatted.filter(form -> !form.equals(text)).isPresent();
        }

        private String state(boolean check) {
            return formatted.isEmpty() ? "unreadable" : !changes() ? "unchanged" : check ? "would change" : "formatted";
        }
    }

    @Override
    public Integer call() {
        if (stdin != named.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    stdin ? "`--stdin` takes no files" : "name a file or a folder, or give --stdin");
        }
        List<Outcome> outcomes = stdin
                ? List.of(ofInput())
                : PlanFiles.of(named, console).stream().map(this::ofFile).toList();
        if (!check && !stdin) {
            outcomes.stream().filter(Outcome::changes).forEach(this::write);
        }
        if (output.json()) {
            console.out().println(Json.text(json(outcomes)));
        } else {
            for (Outcome outcome : outcomes) {
                if (outcome.formatted().isEmpty() && !outcome.equals(outcomes.get(0))) {
                    console.err().println();
                }
                print(outcome);
            }
        }
        return exit(outcomes).number();
    }

    private ExitCode exit(List<Outcome> outcomes) {
        List<Outcome> failed = outcomes.stream()
                .filter(outcome -> outcome.formatted().isEmpty() || (check && outcome.changes()))
                .toList();
        if (failed.isEmpty()) {
            return ExitCode.DONE;
        }
        return failed.stream().allMatch(outcome -> ExitCode.isUnread(outcome.problems()))
                ? ExitCode.USAGE
                : ExitCode.PLAN_INVALID;
    }

    private Outcome ofInput() {
        Path name = Path.of("<stdin>");
        try {
            return of(name, TextFile.read(input, name.toString()), Path.of("x"));
        } catch (IOException e) {
            throw new UncheckedIOException("standard input could not be read", e);
        }
    }

    private Outcome ofFile(Path file) {
        Path found = CheckedFile.found(file, console);
        return of(file, TextFile.read(found), found);
    }

    private Outcome of(Path file, TextFile.Result read, Path place) {
        return read.text()
                .map(text -> of(file, text, read.problems(), place))
                .orElseGet(() -> new Outcome(file, read.problems(), "", Optional.empty()));
    }

    private Outcome of(Path file, String text, Problems problems, Path place) {
        Pins pins = pin ? new PinnedFiles(console.workingFolder().resolve(place), problems) : Pins.NONE;
        try {
            return new Outcome(file, problems, text, Formatter.format(text, problems, pins));
        } catch (IllegalStateException wrong) {
            // A fault of ours; which of many files it is about, nobody else can say.
            throw new IllegalStateException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private void write(Outcome outcome) {
        FileReplacement.replace(
                CheckedFile.found(outcome.file(), console),
                outcome.text(),
                outcome.formatted().orElseThrow());
    }

    private void print(Outcome outcome) {
        if (outcome.formatted().isEmpty()) {
            PlanArgument.print(outcome.problems(), console);
            console.err().println();
            console.err().println(outcome.name() + ": cannot be read; nothing was written");
            console.err().flush();
        } else if (check) {
            diff(outcome).forEach(console.out()::println);
        } else if (stdin) {
            console.out().print(outcome.formatted().get());
        } else if (outcome.changes()) {
            console.out().println(console.palette().good("formatted") + ": " + outcome.name());
        }
        console.out().flush();
    }

    /** As a person may see it: no secret of the file is in it, and nothing that commands a terminal. */
    private List<String> diff(Outcome outcome) {
        String formatted = outcome.formatted().orElseThrow();
        Problems after = new Problems(new Source("formatted", formatted));
        YamlText.read(formatted, after);
        List<String> diff =
                UnifiedDiff.of(outcome.name(), lines(outcome.problems().source()), lines(after.source()));
        boolean onlyLineEnds = diff.isEmpty() && outcome.changes();
        return onlyLineEnds
                ? List.of("--- " + outcome.name(), "+++ " + outcome.name() + " (normal form)", "(line ends only)")
                : diff.stream().map(this::coloured).toList();
    }

    private static List<String> lines(Source source) {
        List<String> lines = new ArrayList<>();
        for (int line = 1; line <= source.lineCount(); line++) {
            lines.add(source.shown(line));
        }
        return lines;
    }

    private String coloured(String line) {
        Palette palette = console.palette();
        if (line.startsWith("--- ") || line.startsWith("+++ ")) {
            return palette.strong(line);
        }
        return line.startsWith("-") ? palette.bad(line) : line.startsWith("+") ? palette.good(line) : line;
    }

    private ObjectNode json(List<Outcome> outcomes) {
        var document = Json.document("format");
        var files = document.putArray("files");
        outcomes.forEach(outcome -> {
            var file = files.addObject().put("file", outcome.file().toString()).put("state", outcome.state(check));
            if (stdin) {
                outcome.formatted().ifPresent(text -> file.put("text", text));
            }
            if (outcome.formatted().isEmpty()) {
                file.set("problems", ProblemJson.of(outcome.problems()).path("problems"));
            }
        });
        return document;
    }
}
