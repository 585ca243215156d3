package io.belay.plans.file;

import io.belay.plans.check.Rules;
import io.belay.plans.grammar.PlanFolder;
import io.belay.plans.grammar.PlanGrammar;
import io.belay.plans.grammar.Reading;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node;
import io.belay.plans.read.YamlText;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.step.StepsGrammar;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a plan's file to the plan that is carried out: read, check, resolve. Pure but for reading the file. Stateless. */
public final class PlanFile {

    /** A plan with more combinations to try is tried with this many beside the one in use. */
    private static final int ALTERNATIVES = 64;

    /** Steps that are judged anew for all of them together: a plan of hundreds is tried with fewer combinations. */
    private static final int STEPS_TRIED = 4000;

    private PlanFile() {}

    /**
     * @param inputs values of inputs by name, before defaults
     * @return always, also for a file that is missing or is no plan: then its problems say so
     */
    public static ReadPlan read(Path file, Map<String, String> inputs) {
        TextFile.Result result = TextFile.read(file);
        return result.text()
                .map(text -> read(text, inputs, new FolderOnDisk(file), result.problems()))
                .orElseGet(() -> new ReadPlan(Optional.empty(), Optional.empty(), List.of(), result.problems()));
    }

    /** @param name of the file, for messages; files that the plan names are looked for beside it */
    public static ReadPlan read(String text, String name, Map<String, String> inputs) {
        return read(text, inputs, new FolderOnDisk(Path.of(name)), new Problems(new Source(name, text)));
    }

    /**
     * @param name of the file, for messages
     * @param folder in which files that the plan names are looked for
     */
    public static ReadPlan read(String text, String name, Map<String, String> inputs, Path folder) {
        return read(text, inputs, new FolderOnDisk(folder.resolve(name)), new Problems(new Source(name, text)));
    }

    private static ReadPlan read(String text, Map<String, String> inputs, PlanFolder folder, Problems problems) {
        Optional<Node> root = YamlText.read(text, problems);
        Reading reading = new Reading("the plan", problems, folder);
        Optional<PlanGrammar.Result> result = root.flatMap(node -> judge(node, inputs, reading));
        if (root.isPresent() && result.isPresent()) {
            alternatives(root.get(), inputs, result.get(), folder, problems);
        }
        Optional<UpgradePlan> plan = result.map(PlanGrammar.Result::plan);
        Optional<ResolvedPlan> resolved = problems.hasErrors() ? Optional.empty() : plan.map(Resolver::resolve);
        return new ReadPlan(plan, resolved, reading.defaults(), problems);
    }

    private static Optional<PlanGrammar.Result> judge(Node root, Map<String, String> inputs, Reading reading) {
        Optional<PlanGrammar.Result> result = PlanGrammar.read(root, inputs, reading, StepsGrammar::read);
        result.ifPresent(read -> Rules.check(read.plan()).forEach(reading::report));
        return result;
    }

    /** A plan has to be right with each value that it allows, not only with the one in use. */
    private static void alternatives(
            Node root, Map<String, String> inputs, PlanGrammar.Result used, PlanFolder folder, Problems problems) {
        int most = Math.min(
                ALTERNATIVES, STEPS_TRIED / Math.max(1, used.plan().steps().size()));
        int tried = 0;
        for (Map.Entry<String, List<String>> list : used.inputs().alternatives().entrySet()) {
            for (String value : list.getValue()) {
                if (tried++ >= most) {
                    return;
                }
                Map<String, String> changed = new LinkedHashMap<>(inputs);
                changed.put(list.getKey(), value);
                Problems found = new Problems(problems.source());
                judge(root, changed, new Reading("the plan", found, folder));
                found.sorted().stream()
                        .filter(problem -> !problems.knows(problem))
                        .map(problem -> problem.withLabel(
                                "with input `" + list.getKey() + "` as `" + value + "`, which is allowed"))
                        .forEach(problems::add);
            }
        }
    }
}
