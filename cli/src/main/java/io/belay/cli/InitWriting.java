package io.belay.cli;

import io.belay.cli.init.Cautions;
import io.belay.cli.init.Choices;
import io.belay.cli.init.FilePair;
import io.belay.cli.init.HostText;
import io.belay.cli.init.PlanText;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.problem.Problems;
import io.belay.workers.discovery.Preparation;
import io.belay.workers.host.CarriedOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the two files, reads them again as every other command would, and says what comes next. For one thread. */
final class InitWriting {

    private final Console console;
    private final InitReport report;
    private final Path out;
    private final boolean force;

    InitWriting(Console console, InitReport report, Path out, boolean force) {
        this.console = console;
        this.report = report;
        this.out = out;
        this.force = force;
    }

    ExitCode write(Choices choices) {
        Path folder = console.workingFolder().resolve(out).normalize();
        String planName = choices.name() + ".plan.yaml";
        String hostName = choices.host() + ".host.yaml";
        Path plan = folder.resolve(planName);
        Path host = folder.resolve(hostName);
        put(folder, new FilePair(plan, PlanText.of(choices), host, HostText.of(choices)));
        boolean valid = judge(plan, shown(planName), host, shown(hostName));
        report.cautions(Cautions.of(choices));
        prepare(choices);
        next(choices, shown(planName), shown(hostName), valid);
        return valid ? ExitCode.DONE : ExitCode.PLAN_INVALID;
    }

    private void put(Path folder, FilePair files) {
        List<Path> existing = files.existing();
        if (!existing.isEmpty() && !force) {
            throw InitFailures.exists(existing);
        }
        try {
            Files.createDirectories(folder);
            files.write().forEach(kept -> report.remark("kept", kept.toString()));
        } catch (IOException refused) {
            throw InitFailures.notWritten(folder, refused);
        }
    }

    /** As {@code belay validate} does, and as a worker reads its host's file. */
    private boolean judge(Path plan, String planName, Path host, String hostName) {
        ReadPlan readPlan = PlanFile.read(plan, Map.of()).where(CarriedOut.features());
        ReadHost readHost = HostFile.read(host).where(CarriedOut.features());
        boolean planIsValid = readPlan.resolved().isPresent();
        boolean hostIsValid = readHost.configuration().isPresent();
        wrote(planName, planIsValid, readPlan.problems());
        wrote(hostName, hostIsValid, readHost.problems());
        return planIsValid && hostIsValid;
    }

    private void wrote(String name, boolean valid, Problems problems) {
        String verdict = valid
                ? console.palette().good("valid")
                : console.palette().bad(ValidateCommand.counted(problems.errors(), "error"));
        report.result(
                "wrote",
                name + ", " + verdict
                        + (problems.warnings() == 0
                                ? ""
                                : ", " + ValidateCommand.counted(problems.warnings(), "warning")));
        if (!problems.isEmpty()) {
            PlanArgument.print(problems, console);
        }
    }

    private void prepare(Choices choices) {
        List<String> statements =
                choices.given().user().equals("belay") ? Preparation.statements(choices.cluster()) : List.of();
        boolean byPassword = choices.given().passwords().isPresent();
        List<String> access = byPassword
                ? List.of()
                : Preparation.access(choices.cluster(), choices.situation().account());
        if (statements.isEmpty() && access.isEmpty()) {
            return;
        }
        report.result(
                "first", "on live, as a superuser, in the database postgres (Belay changes nothing there itself):");
        statements.forEach(report::more);
        access.forEach(report::more);
        if (!access.isEmpty()) {
            report.more("or by a password: the same command with --pgpass FILE --force");
        }
    }

    private void next(Choices choices, String plan, String host, boolean valid) {
        if (!valid) {
            report.result("next", console.command() + " validate " + plan);
            return;
        }
        report.result(
                "next",
                choices.given().temporalIsAssumed()
                        ? console.command() + " dev --config " + host
                        : console.command() + " worker --config " + host + " --temporal "
                                + choices.given().temporal());
        report.more(console.command() + (choices.shape().upgrades() ? " rehearse " : " guard ") + plan);
    }

    /** As somebody in this folder would type it. */
    private String shown(String name) {
        return out.toString().isEmpty() ? name : out.resolve(name).toString();
    }
}
