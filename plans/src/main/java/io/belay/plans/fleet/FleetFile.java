package io.belay.plans.fleet;

import io.belay.plans.feature.Features;
import io.belay.plans.feature.Use;
import io.belay.plans.file.OpenFile;
import io.belay.plans.grammar.Reading;
import io.belay.plans.problem.Problems;
import io.belay.plans.read.YamlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** From a fleet's file to a plan for each of its clusters. Pure but for reading files. Stateless. */
public final class FleetFile {

    public static final String KIND = FleetGrammar.KIND;

    private FleetFile() {}

    /** @return always, also for a file that is missing or is no fleet: then its problems say so */
    public static ReadFleet read(Path file) {
        OpenFile open = OpenFile.of(file);
        Problems problems = open.problems();
        Reading reading = new Reading("the fleet", problems, open.folder());
        Optional<FleetPlan> fleet = open.text()
                .flatMap(text -> YamlText.read(text, problems))
                .flatMap(root -> FleetGrammar.read(root, reading));
        if (fleet.isEmpty()) {
            return new ReadFleet(Optional.empty(), List.of(), List.of(), problems);
        }
        FleetRules.check(fleet.get()).forEach(problems::add);
        ClusterPlans plans = ClusterPlans.of(fleet.get(), file, problems);
        List<Use> run = Features.of(KIND, "fleet", plans.form(), fleet.get().places());
        Optional<ResolvedFleet> resolved = problems.hasErrors()
                ? Optional.empty()
                : Optional.of(new ResolvedFleet(plans.form(), plans.clusters()));
        return new ReadFleet(resolved, run, plans.uses(), problems);
    }
}
