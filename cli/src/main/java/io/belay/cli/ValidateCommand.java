package io.belay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.problem.Invisible;
import io.belay.plans.problem.ProblemAnnotations;
import io.belay.plans.problem.ProblemJson;
import io.belay.plans.problem.ProblemSarif;
import io.belay.plans.problem.ProblemSarif.Rule;
import io.belay.plans.problem.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says everything that is wrong with files, without asking anything but their text. */
@Command(
        name = "validate",
        description = {
            "Report every mistake in files at once; asks no host, starts nothing.",
            "Reads all four kinds: plans, step lists, fleets, and the files of hosts."
        })
@CommandGroup(CommandGroup.Heading.PLANS)
final class ValidateCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "FILE|FOLDER",
            arity = "1..*",
            description = "Plans, step lists, fleets, hosts' files, and folders of these.")
    private List<Path> named = List.of();

    @Option(
            names = "--host",
            paramLabel = "HOSTFILE",
            description = "Also compare each plan with its host's file, and judge it by that host's policy.")
    private Optional<Path> hostFile = Optional.empty();

    @Option(names = "--verbose", description = "Of a fleet, also print the hash of each cluster's plan.")
    private boolean verbose;

    @Mixin
    private InputsOption inputs;

    @Mixin
    private OutputOption output = OutputOption.with("github", "sarif");

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Optional<ReadHost> host = hostFile.map(file -> HostFile.read(CheckedFile.found(file, console)));
        if (host.isPresent() && host.get().configuration().isEmpty()) {
            throw new PlanArgument.InvalidPlan(host.get().problems());
        }
        List<CheckedFile> files = PlanFiles.of(named, console).stream()
                .map(file -> CheckedFile.read(file, inputs, host, console))
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
        return exit(files).number();
    }

    private static ExitCode exit(List<CheckedFile> files) {
        if (files.stream().allMatch(CheckedFile::isValid)) {
            return ExitCode.DONE;
        }
        if (files.stream().allMatch(CheckedFile::onlyDiffersFromHost)) {
            return ExitCode.DRIFTED;
        }
        return files.stream().allMatch(file -> file.isValid() || ExitCode.isUnread(file.problems()))
                ? ExitCode.USAGE
                : ExitCode.PLAN_INVALID;
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
            file.setAll(files.get(i).fields());
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
                        + Invisible.shown(file.problems().source().name())
                        + (warnings == 0 ? "" : ", " + counted(warnings, "warning")) + ", " + file.words());
        if (verbose) {
            file.details().forEach(line -> console.out().println("  " + line));
        }
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
