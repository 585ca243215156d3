package io.belay.plans.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.feature.Use;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.fleet.ResolvedFleet.ClusterPlan;
import io.belay.plans.fleet.Wave.Member;
import io.belay.plans.fleet.Wave.Value;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Header;
import io.belay.plans.model.NamedFile;
import io.belay.plans.model.Notification;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.read.Node.MappingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a fleet's plan once for each cluster, and says once what is wrong with several of them. For one fleet, one thread. */
final class ClusterPlans {

    private final FleetPlan fleet;
    private final Path planFile;
    private final List<String> declared;
    private final List<ClusterPlan> clusters = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final Map<String, Shared> shared = new LinkedHashMap<>();
    private final ObjectNode form = JsonNodeFactory.instance.objectNode();

    /** One thing that is wrong with the plans of these clusters. */
    private record Shared(Problem problem, Problems from, List<String> clusters) {}

    private ClusterPlans(FleetPlan fleet, Path planFile, List<String> declared) {
        this.fleet = fleet;
        this.planFile = planFile;
        this.declared = declared;
    }

    /** @param problems gets what is wrong with the plan, whichever clusters it concerns */
    static ClusterPlans of(FleetPlan fleet, Path file, Problems problems) {
        NamedFile named = fleet.plan().orElse(new NamedFile("", "", ""));
        Optional<MappingNode> plan = fleet.plan().flatMap(PlanNodes::of);
        List<String> declared = plan.map(root -> PlanNodes.keys(root, "inputs")).orElse(List.of());
        ClusterPlans plans = new ClusterPlans(fleet, file.resolveSibling(named.path()), declared);
        if (plan.isPresent() && declared.contains(PlanTakesCluster.CLUSTER)) {
            plans.readAll();
            plans.report(problems);
        }
        return plans;
    }

    List<ClusterPlan> clusters() {
        return clusters;
    }

    List<Use> uses() {
        return uses;
    }

    /** What the fleet's hash covers. */
    ObjectNode form() {
        return form;
    }

    private void readAll() {
        form.put("language", Header.LANGUAGE);
        form.put("kind", FleetGrammar.KIND);
        form.put("name", fleet.metadata().name());
        form.put("owner", fleet.metadata().owner());
        form.put("change", fleet.metadata().change().orElse(""));
        form.put("plan", fleet.plan().map(NamedFile::sha256).orElse(""));
        ArrayNode waves = form.putArray("waves");
        for (Wave wave : fleet.waves()) {
            ObjectNode written = wave.form();
            ArrayNode members = written.putArray("clusters");
            for (Member member : wave.clusters()) {
                read(wave, member).ifPresent(plan -> {
                    clusters.add(plan);
                    members.addObject().put("cluster", plan.cluster()).put("plan", plan.hash());
                });
            }
            waves.add(written);
        }
        form.putObject("failure_budget")
                .put("wave", fleet.budget().wave())
                .put("fleet", fleet.budget().fleet());
        ArrayNode notifications = form.putArray("notifications");
        for (Notification notification : fleet.notifications()) {
            ArrayNode on =
                    notifications.addObject().put("to", notification.to()).putArray("on");
            notification.on().forEach(on::add);
        }
    }

    private Optional<ClusterPlan> read(Wave wave, Member member) {
        Map<String, Value> given = fleet.inputsOf(wave, member.cluster());
        Map<String, String> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            // What the plan does not declare was said by a rule, once.
            if (declared.contains(name)) {
                values.put(name, value.text());
            }
        });
        values.put(PlanTakesCluster.CLUSTER, member.cluster().toString());
        ReadPlan plan = PlanFile.read(planFile, values);
        for (Problem problem : plan.problems().sorted()) {
            gather(atValue(problem, given), plan.problems(), member);
        }
        plan.uses().stream().filter(use -> !known(use)).forEach(uses::add);
        return plan.resolved().map(found -> new ClusterPlan(member.cluster().toString(), wave.name(), found));
    }

    private boolean known(Use use) {
        return uses.stream()
                .anyMatch(other ->
                        other.feature().equals(use.feature()) && other.place().equals(use.place()));
    }

    /** A value that the plan refuses stands in the fleet. */
    private static Problem atValue(Problem problem, Map<String, Value> given) {
        if (problem.code().equals(GrammarErrors.INPUT_MISSING)) {
            return problem.withHelp(
                    "give it in the fleet, under `inputs`, its wave's `inputs` or `exceptions`, or write a"
                            + " `default` here");
        }
        if (!problem.code().equals(GrammarErrors.INPUT_VALUE)) {
            return problem;
        }
        return given.entrySet().stream()
                .filter(entry -> problem.statement().startsWith("input `" + entry.getKey() + "` "))
                .findFirst()
                .map(entry -> Problem.error(problem.code(), entry.getValue().place(), problem.statement())
                        .withHelp("write another value here"))
                .orElse(problem);
    }

    private void gather(Problem problem, Problems from, Member member) {
        String key = problem.code() + " " + problem.place() + " " + problem.statement();
        shared.computeIfAbsent(key, unused -> new Shared(problem, from, new ArrayList<>()))
                .clusters()
                .add(member.cluster().toString());
    }

    private void report(Problems problems) {
        int all = fleet.members().size();
        for (Shared one : shared.values()) {
            int concerned = one.clusters().size();
            String whom = concerned == 1
                    ? "for `" + one.clusters().get(0) + "`"
                    : "for `" + one.clusters().get(0) + "` and " + (concerned - 1) + " more";
            String label = one.problem().label();
            Problem said = concerned == all
                    ? one.problem()
                    : one.problem().withLabel(label.isEmpty() ? whom : label + ", " + whom);
            problems.include(one.from().with(List.of(said)));
        }
    }
}
