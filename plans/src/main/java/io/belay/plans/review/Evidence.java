package io.belay.plans.review;

import io.belay.plans.review.ReviewFacts.Failing;
import java.util.List;

/** In few sentences: what rehearsals and preflight have shown, what people have accepted, what cannot be carried out yet. Stateless. */
final class Evidence {

    private Evidence() {}

    static Prose of(Subject subject) {
        ReviewFacts facts = subject.facts();
        Prose text = hands(subject)
                .then(
                        facts.failing().isEmpty()
                                ? facts.rehearsals()
                                        .map(green -> Prose.of("Rehearsed green on snapshot ")
                                                .code(green.snapshot())
                                                .plain(". "))
                                        .orElse(Prose.unknown("Rehearsals: unknown.")
                                                .plain(" "))
                                : failing(facts.failing()));
        long blockers = facts.findings().stream()
                .filter(finding -> finding.severity().equals("blocker"))
                .count();
        if (blockers > 0) {
            text = text.strong(Subject.counted((int) blockers, "blocker") + " found by preflight.")
                    .plain(" ");
        }
        int accepted = subject.block("accept").size();
        if (accepted > 0) {
            text = text.plain(Subject.counted(accepted, "finding") + " accepted by name. ");
        }
        int warnings = subject.warnings().size();
        return warnings > 0 ? text.plain(Subject.counted(warnings, "warning") + " about the plan's text.") : text;
    }

    private static Prose hands(Subject subject) {
        int missing = subject.withoutHands().size();
        return missing == 0
                ? Prose.NONE
                : Prose.NONE
                        .strong("It cannot be applied yet:")
                        .plain(" nothing at hand carries out " + Subject.counted(missing, "thing") + " that it uses. ");
    }

    private static Prose failing(List<Failing> failing) {
        Prose text = Prose.NONE;
        for (Failing step : failing) {
            text = text.strong("In rehearsals ")
                    .code(step.step())
                    .strong(" fails")
                    .plain(" since snapshot ")
                    .code(step.since())
                    .plain(". ");
        }
        return text;
    }
}
