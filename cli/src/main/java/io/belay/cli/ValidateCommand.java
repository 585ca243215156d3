package io.belay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.problem.ProblemAnnotations;
import io.belay.plans.problem.ProblemJson;
import io.belay.plans.problem.ProblemSarif;
import io.belay.plans.problem.ProblemSarif.Rule;
import io.belay.plans.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says everything that is wrong with files, without asking anything but their text. */
@Command(name = "validate", description = "Report every mistake in plans at once; asks no host, starts nothing.")
@CommandGroup(CommandGroup.Heading.PLANS)
final class ValidateCommand implements Callable<Integer> {

    /** The hash's beginning is enough for people. */
    private static final int SHORT_HASH = 12;

    private final Console console;

    @Parameters(
            paramLabel = "FILE|FOLDER",
            arity = "1..*",
            description = "Plans, step lists, fleets, hosts' files, and folders of these.")
    private List<Path> named = List.of();

    @Mixin
    private InputsOption inputs;

    @Mixin
    private OutputOption output = OutputOption.with("github", "sarif");

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<CheckedFile> files = PlanFiles.of(named, console).stream()
                .map(file -> CheckedFile.read(file, inputs, console))
                .toList();
        List<Problems> problems = files.stream().map(CheckedFile::problems).toList();
        if (output.json()) {
            console.out().println(json(files).toPrettyString());
        } else if (output.is("sarif")) {
            ProblemSarif sarif = new ProblemSarif(BelayVersion.text(), code -> rule(code.text()));
            console.out().println(sarif.of(problems).toPrettyString());
        } else if (output.is("github")) {
            console.out().print(ProblemAnnotations.of(problems));
            summary(files);
        } else {
            text(files);
        }
        boolean valid = files.stream().allMatch(CheckedFile::isValid);
        return (valid ? ExitCode.DONE : ExitCode.PLAN_INVALID).number();
    }

    private static Rule rule(String code) {
        return ErrorPages.page(code)
                .map(page -> new Rule(ErrorPages.title(page), page))
                .orElseGet(() -> new Rule(code, code));
    }

    private static ObjectNode json(List<CheckedFile> files) {
        ObjectNode root = files.size() == 1
                ? ProblemJson.of(files.get(0).problems())
                : ProblemJson.of(files.stream().map(CheckedFile::problems).toList());
        for (int i = 0; i < files.size(); i++) {
            ObjectNode file = (ObjectNode) root.path("files").path(i);
            files.get(i).hash().ifPresent(hash -> file.put("plan", hash));
        }
        return root;
    }

    private void text(List<CheckedFile> files) {
        boolean said = false;
        for (CheckedFile file : files) {
            if (said && !file.problems().isEmpty()) {
                console.err().println();
            }
            PlanArgument.print(file.problems(), console);
            said |= !file.problems().isEmpty();
        }
        files.stream().filter(CheckedFile::isValid).forEach(this::valid);
        if (files.stream().anyMatch(file -> !file.isValid())) {
            console.err().println();
            summary(files);
        } else if (files.size() > 1) {
            summary(files);
        }
        console.err().flush();
    }

    private void valid(CheckedFile file) {
        int warnings = file.problems().warnings();
        console.out()
                .println(console.palette().good("valid") + ": "
                        + file.problems().source().name()
                        + (warnings == 0 ? "" : ", " + counted(warnings, "warning"))
                        + ", " + file.kind()
                        + file.hash()
                                .map(hash -> " " + hash.substring(0, SHORT_HASH))
                                .orElse(""));
    }

    private void summary(List<CheckedFile> files) {
        long invalid = files.stream().filter(file -> !file.isValid()).count();
        int errors = files.stream().mapToInt(file -> file.problems().errors()).sum();
        int warnings =
                files.stream().mapToInt(file -> file.problems().warnings()).sum();
        console.out().flush();
        String several = files.size() == 1 ? "" : counted(files.size(), "file") + ", " + invalid + " invalid: ";
        console.err()
                .println(several + counted(errors, "error") + ", " + counted(warnings, "warning")
                        + "; nothing was started");
        console.err().flush();
    }

    static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
