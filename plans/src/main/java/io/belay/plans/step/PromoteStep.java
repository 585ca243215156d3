package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;
import java.util.Set;

/**
 * {@code promote}: the candidate becomes live. Immutable.
 *
 * @param wayBack {@code none} in this version: what clients write to new cannot flow back to old yet
 */
record PromoteStep(String mode, String wayBack) implements Work {

    @Override
    public Traits traits() {
        return new Traits(
                RunsOn.HOST,
                List.of(Touches.LIVE, Touches.CLIENTS),
                false,
                true,
                new Back("none", "what clients wrote to new"),
                Set.of(Role.PROMOTES));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "promote";
        }

        @Override
        public String does() {
            return "makes new live: holds clients, stops live, upgrades a clone of its last state as rehearsed, verifies,"
                    + " points clients at it";
        }

        @Override
        public String touchesInWords() {
            return "LIVE, clients";
        }

        @Override
        public Defaults defaults() {
            return Defaults.applyOnly("budget", 1);
        }

        @Override
        public Work read(Form form) {
            String mode = form.required(
                    "mode", Choices.choice(List.of("offline"), List.of("online")), "offline", "mode: offline");
            if (!form.has("way_back")) {
                form.entry("way_back");
                form.reading()
                        .report(Problem.error(
                                        GrammarErrors.WAY_BACK_OPEN,
                                        form.place(),
                                        "`promote` must say whether there is a way back")
                                .withLabel("going back later would lose what clients wrote to new")
                                .withHelp("write `way_back: none` if that loss is borne; `way_back: 7d` is known, but"
                                        + " nothing in this version carries it out"));
            }
            String wayBack = form.stated("way_back", Choices.onlyNow("none", "new's changes flow to old"))
                    .orElse("none");
            form.optional("verify", Choices.choice(List.of("quick"), List.of("full")), "quick");
            form.later("end_transactions_after");
            return new PromoteStep(mode, wayBack);
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return new Return("undo the hold, live open again, until the crossing", "seconds, nothing");
        }

        @Override
        public List<Part> parts(ResolvedStep step) {
            return List.of(
                    new Part(
                            "hold",
                            "hold clients, stop live, final snapshot and clone, pg_upgrade again with its proof, start for"
                                    + " Belay alone, extensions, quick verification, first statistics",
                            new Return("undo the hold, live open again", "seconds, nothing")),
                    new Part(
                            "open",
                            "admit everybody, point clients at new, release them",
                            new Return("NONE", "what clients wrote to new")));
        }

        @Override
        public String crossing(ResolvedStep step) {
            return "CROSSING, POINT OF NO RETURN: new is live, and there is no way back";
        }
    }
}
