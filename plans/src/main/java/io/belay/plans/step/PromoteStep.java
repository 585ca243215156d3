package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.resolve.ResolvedStep.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code promote}: the candidate becomes live. Immutable.
 *
 * @param wayBack for how long what clients write to new flows to old; {@code none} is a word
 * @param verify {@code quick} or {@code full}, of an offline promotion
 * @param endTransactionsAfter within the hold of an online promotion
 */
record PromoteStep(String mode, OrWord<Duration> wayBack, String verify, OrWord<Duration> endTransactionsAfter)
        implements Work {

    @Override
    public Traits traits() {
        Back back = wayBack.value().isPresent()
                ? new Back("way_back", "nothing")
                : new Back("none", "what clients wrote to new");
        return new Traits(
                RunsOn.HOST, List.of(Touches.LIVE, Touches.CLIENTS), false, true, back, Set.of(Role.PROMOTES));
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
        public String does(ResolvedStep step) {
            return isOnline(step)
                    ? "makes new live: holds clients, proves that every row of live has arrived, points clients at new"
                    : does();
        }

        @Override
        public String touchesInWords() {
            return "LIVE, clients";
        }

        /** A rehearsal that promotes between two clones is another thing, and is asked for by {@code when: always}. */
        @Override
        public Defaults defaults() {
            return new Defaults(When.APPLY, Set.of(When.values()), "budget", 1);
        }

        @Override
        public Work read(Form form) {
            String mode = form.required("mode", Choices.choice("offline", "online"), "offline", "mode: offline");
            if (form.lacks("way_back")) {
                wayBackOpen(form);
            }
            OrWord<Duration> none = OrWord.word("none");
            return new PromoteStep(
                    mode,
                    form.stated("way_back", Choices.orWord(Quantities.DURATION, "none"))
                            .orElse(none),
                    form.optional("verify", Choices.choice("quick", "full"), "quick"),
                    form.optional(
                            "end_transactions_after",
                            Choices.orWord(Quantities.DURATION, "never"),
                            OrWord.word("never")));
        }

        private static void wayBackOpen(Form form) {
            form.entry("way_back");
            form.reading()
                    .report(Problem.error(
                                    GrammarErrors.WAY_BACK_OPEN,
                                    form.place(),
                                    "`promote` must say whether there is a way back")
                            .withLabel("going back later would lose what clients wrote to new")
                            .withHelp("write `way_back: 7d` (new's changes flow to old for 7 days), or `way_back: none`"
                                    + " if that loss is borne"));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return new Return("undo the hold, live open again, until the crossing", "seconds, nothing");
        }

        @Override
        public String crossing(ResolvedStep step) {
            String wayBack = step.with().path("way_back").asText();
            return step.back().by().equals("none")
                    ? "CROSSING, POINT OF NO RETURN: new is live, and there is no way back"
                    : "CROSSING: new is live, clients write to it; the way back is open for " + wayBack;
        }

        /** The hold itself is no part that a rule brings: it is what the step is. */
        @Override
        public List<Part> parts(ResolvedStep step) {
            List<ResolvedStep.Part> parts = new ArrayList<>(step.parts());
            if (isOnline(step)) {
                parts.add(new ResolvedStep.Part("hold", "", ""));
                parts.add(new ResolvedStep.Part("release", "", ""));
            }
            return parts.stream().map(part -> Parts.describe(step, part)).toList();
        }

        private static boolean isOnline(ResolvedStep step) {
            return step.with().path("mode").asText().equals("online");
        }
    }
}
