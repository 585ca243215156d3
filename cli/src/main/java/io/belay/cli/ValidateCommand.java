package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.agree.AgreedPlan;
import io.belay.plans.file.FileKind;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.file.StepListFile;
import io.belay.plans.fleet.FleetFile;
import io.belay.plans.fleet.ReadFleet;
import io.belay.plans.fleet.ResolvedFleet;
import io.belay.plans.fleet.ResolvedFleet.ClusterPlan;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.ProblemJson;
import io.belay.plans.problem.Problems;
import io.belay.workers.host.CarriedOut;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says everything that is wrong with a file of the language, without asking anything but texts. */
@Command(
        name = "validate",
        description = {
            "Report every mistake in a file at once; asks no host, starts nothing.",
            "Reads all four kinds: plans, step lists, fleets, and the files of hosts."
        })
@CommandGroup(CommandGroup.Heading.PLANS)
final class ValidateCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private PlanArgument plan;

    @Option(
            names = "--host",
            paramLabel = "HOSTFILE",
            description = "Also compare the plan with its host's file, and judge it by that host's policy.")
    private Optional<Path> hostFile = Optional.empty();

    @Option(names = "--verbose", description = "Of a fleet, also print the hash of each cluster's plan.")
    private boolean verbose;

    @Mixin
    private OutputOption output;

    ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path file = plan.file(console);
        return switch (FileKind.of(file).orElse("")) {
            case "StepList" -> stepList(StepListFile.check(file));
            case "FleetPlan" -> fleet(FleetFile.read(file).where(CarriedOut.features()));
            case "HostConfiguration" -> host(HostFile.read(file).where(CarriedOut.features()));
            default -> plan();
        };
    }

    /** A list has no hash of its own to approve: it is pinned by the plans that include it. */
    private int stepList(Problems problems) {
        ExitCode exit = problems.hasErrors() ? ExitCode.PLAN_INVALID : ExitCode.DONE;
        print(problems, exit, "step list");
        return exit.number();
    }

    private int host(ReadHost read) {
        ExitCode exit = read.configuration().isPresent() ? ExitCode.DONE : ExitCode.PLAN_INVALID;
        print(
                read.problems(),
                exit,
                read.configuration()
                        .map(host -> "host " + host.name() + ", "
                                + counted(host.clusters().size(), "cluster"))
                        .orElse(""));
        return exit.number();
    }

    private int plan() {
        Optional<ReadHost> host =
                hostFile.map(file -> HostFile.read(console.workingFolder().resolve(file)));
        if (host.isPresent() && host.get().configuration().isEmpty()) {
            throw new PlanArgument.InvalidPlan(host.get().problems());
        }
        ReadPlan read = plan.read(console, host);
        Problems problems = read.problems();
        ExitCode exit = read.resolved().isPresent() ? ExitCode.DONE : refusal(problems);
        print(
                problems,
                exit,
                "plan " + read.hash().map(ValidateCommand::shortened).orElse(""));
        return exit.number();
    }

    /** A right plan that says something else than its host does is no invalid plan: one of the two is out of date. */
    private static ExitCode refusal(Problems problems) {
        boolean differs = problems.sorted().stream()
                .filter(Problem::isError)
                .allMatch(problem -> problem.code().equals(AgreedPlan.DIFFERS));
        return differs ? ExitCode.DRIFTED : ExitCode.PLAN_INVALID;
    }

    private int fleet(ReadFleet read) {
        ExitCode exit = read.resolved().isPresent() ? ExitCode.DONE : ExitCode.PLAN_INVALID;
        if (output.json()) {
            ObjectNode document = ProblemJson.of(read.problems());
            read.resolved().ifPresent(fleet -> document.set("fleet", json(fleet)));
            console.out().println(document.toPrettyString());
            return exit.number();
        }
        print(read.problems(), exit, read.resolved().map(ValidateCommand::words).orElse(""));
        if (verbose) {
            read.resolved().ifPresent(this::clusters);
        }
        return exit.number();
    }

    private static String words(ResolvedFleet fleet) {
        return counted(fleet.clusters().size(), "cluster") + ", fleet " + shortened(fleet.hash());
    }

    private void clusters(ResolvedFleet fleet) {
        int widest = fleet.clusters().stream()
                .mapToInt(plan -> plan.cluster().length())
                .max()
                .orElse(0);
        for (ClusterPlan plan : fleet.clusters()) {
            String padding = " ".repeat(widest - plan.cluster().length());
            console.out()
                    .println("  " + plan.cluster() + padding + "  plan " + shortened(plan.hash()) + "  wave "
                            + plan.wave());
        }
    }

    private static ObjectNode json(ResolvedFleet fleet) {
        ObjectNode node = Json.document("fleet").put("hash", fleet.hash());
        ArrayNode clusters = node.putArray("clusters");
        for (ClusterPlan plan : fleet.clusters()) {
            clusters.addObject()
                    .put("cluster", plan.cluster())
                    .put("wave", plan.wave())
                    .put("plan_hash", plan.hash());
        }
        return node;
    }

    private static String shortened(String hash) {
        return hash.substring(0, 12);
    }

    private void print(Problems problems, ExitCode exit, String what) {
        if (output.json()) {
            console.out().println(PlanArgument.json(problems));
            return;
        }
        PlanArgument.print(problems, console);
        if (exit == ExitCode.DONE) {
            String warnings = problems.warnings() == 0 ? "" : ", " + counted(problems.warnings(), "warning");
            console.out()
                    .println(console.palette().good("valid") + ": "
                            + problems.source().name() + warnings + ", " + what);
        } else {
            console.err().println();
            console.err()
                    .println(counted(problems.errors(), "error") + ", " + counted(problems.warnings(), "warning")
                            + "; nothing was started");
            console.err().flush();
        }
    }

    static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
