package io.belay.plans.file;

import io.belay.plans.check.NotCarriedOut;
import io.belay.plans.feature.Features;
import io.belay.plans.feature.Use;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of reading a plan's file.
 *
 * @param plan as far as it could be read; with errors it must not be carried out
 * @param resolved only when there is no error
 * @param defaults what the author left to Belay
 * @param problems errors and warnings, with the lines they stand in
 */
public record ReadPlan(
        Optional<UpgradePlan> plan, Optional<ResolvedPlan> resolved, List<UsedDefault> defaults, Problems problems) {

    public ReadPlan {
        defaults = List.copyOf(defaults);
    }

    /** What it uses that only some workers carry out. */
    public List<Use> uses() {
        return plan.map(Features::of).orElse(List.of());
    }

    /**
     * The same plan where only these features are carried out: whatever else it uses is an error, and then it is not resolved.
     *
     * @param announced names out of {@link Features#ALL}
     */
    public ReadPlan where(Set<String> announced) {
        List<Problem> missing = Features.missing(uses(), announced);
        missing.forEach(problems::add);
        return missing.isEmpty() ? this : new ReadPlan(plan, Optional.empty(), defaults, problems);
    }

    /** The same plan, and what of it no engine or worker of this version heeds: warnings; an error where it would do something else. */
    public ReadPlan heeded() {
        List<Problem> unheeded = plan.map(NotCarriedOut::in).orElse(List.of());
        unheeded.forEach(problems::add);
        return unheeded.stream().noneMatch(Problem::isError)
                ? this
                : new ReadPlan(plan, Optional.empty(), defaults, problems);
    }

    /** The text that the hash covers. */
    public Optional<String> canonical() {
        return resolved.map(CanonicalForm::write);
    }

    /** SHA-256 of {@link #canonical()}. */
    public Optional<String> hash() {
        return canonical().map(CanonicalForm::hash);
    }
}
