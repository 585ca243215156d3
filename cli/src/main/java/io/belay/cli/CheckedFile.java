package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.agree.AgreedPlan;
import io.belay.plans.facts.SavedPlan;
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
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.workers.host.CarriedOut;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file of whichever kind, and what is wrong with it.
 *
 * @param words what it is, when it is valid: {@code plan 5c1e09ab44d2}
 * @param details more of it, for who asks
 * @param fields what programs learn of it beside its problems
 */
record CheckedFile(Problems problems, String words, List<String> details, ObjectNode fields) {

    /** The hash's beginning is enough for people. */
    private static final int SHORT_HASH = 12;

    /** @param host the file of a plan's host, when it is at hand */
    static CheckedFile read(Path file, InputsOption inputs, Optional<ReadHost> host, Console console) {
        Path found = found(file, console);
        return switch (FileKind.of(found).orElse("")) {
            case "StepList" -> of(StepListFile.check(found), "step list");
            case "FleetPlan" -> fleet(FleetFile.read(found).where(CarriedOut.features()));
            case "SavedPlan" -> saved(file, found, console);
            case "HostConfiguration" ->
                host(HostFile.read(found).where(CarriedOut.features()).heeded());
            default -> plan(PlanArgument.judged(inputs.read(file, console), host));
        };
    }

    /** As it was typed, because messages print it; only another working folder changes it. */
    static Path found(Path file, Console console) {
        return console.workingFolder().equals(Path.of("").toAbsolutePath())
                ? file
                : console.workingFolder().resolve(file);
    }

    boolean isValid() {
        return !problems.hasErrors();
    }

    /** A right plan that says something else than its host does is no invalid plan: one of the two is out of date. */
    boolean onlyDiffersFromHost() {
        return problems.sorted().stream()
                .filter(Problem::isError)
                .allMatch(problem -> problem.code().equals(AgreedPlan.DIFFERS));
    }

    private static CheckedFile of(Problems problems, String words) {
        return new CheckedFile(problems, words, List.of(), JsonNodeFactory.instance.objectNode());
    }

    private static CheckedFile plan(ReadPlan read) {
        Optional<String> known = read.hash();
        CheckedFile checked =
                of(read.problems(), "plan " + known.map(CheckedFile::shortened).orElse(""));
        known.ifPresent(hash -> checked.fields().put("plan", hash));
        return checked;
    }

    /** Read and checked when it was made; whether it is whole is asked anew. */
    private static CheckedFile saved(Path file, Path found, Console console) {
        SavedPlan saved = SavedPlanFile.read(found, file.toString(), console);
        CheckedFile checked =
                of(new Problems(new Source(file.toString(), "")), "saved plan " + shortened(saved.planHash()));
        checked.fields().put("plan", saved.planHash());
        return checked;
    }

    private static CheckedFile host(ReadHost read) {
        return of(
                read.problems(),
                read.configuration()
                        .map(host -> "host " + host.name() + ", "
                                + ValidateCommand.counted(host.clusters().size(), "cluster"))
                        .orElse(""));
    }

    private static CheckedFile fleet(ReadFleet read) {
        return read.resolved()
                .map(fleet -> new CheckedFile(read.problems(), words(fleet), clusters(fleet), json(fleet)))
                .orElseGet(() -> of(read.problems(), ""));
    }

    private static String words(ResolvedFleet fleet) {
        return ValidateCommand.counted(fleet.clusters().size(), "cluster") + ", fleet " + shortened(fleet.hash());
    }

    private static List<String> clusters(ResolvedFleet fleet) {
        int widest = fleet.clusters().stream()
                .mapToInt(plan -> plan.cluster().length())
                .max()
                .orElse(0);
        return fleet.clusters().stream()
                .map(plan -> plan.cluster()
                        + " ".repeat(widest - plan.cluster().length()) + "  plan " + shortened(plan.hash()) + "  wave "
                        + plan.wave())
                .toList();
    }

    private static ObjectNode json(ResolvedFleet fleet) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        ObjectNode node = fields.putObject("fleet").put("hash", fleet.hash());
        ArrayNode clusters = node.putArray("clusters");
        for (ClusterPlan plan : fleet.clusters()) {
            clusters.addObject()
                    .put("cluster", plan.cluster())
                    .put("wave", plan.wave())
                    .put("plan_hash", plan.hash());
        }
        return fields;
    }

    private static String shortened(String hash) {
        return hash.substring(0, SHORT_HASH);
    }
}
