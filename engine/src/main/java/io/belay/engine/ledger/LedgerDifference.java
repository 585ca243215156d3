package io.belay.engine.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What another ledger of the same cluster says otherwise, step by step. Stateless. */
public final class LedgerDifference {

    private LedgerDifference() {}

    /**
     * @param plan the plan's name
     * @param before what the first one says, empty when it does not know the step
     * @param after what the second one says
     */
    public record Line(String plan, String step, String before, String after) {}

    /** Only what differs, in the order of the second one; what only the first one knows comes last. */
    public static List<Line> of(Ledger first, Ledger second) {
        List<Line> lines = new ArrayList<>();
        for (StepHistory step : second.steps()) {
            String before = find(first, step).map(LedgerDifference::words).orElse("");
            if (!before.equals(words(step))) {
                lines.add(new Line(step.plan(), step.step(), before, words(step)));
            }
        }
        first.steps().stream()
                .filter(step -> find(second, step).isEmpty())
                .forEach(step -> lines.add(new Line(step.plan(), step.step(), words(step), "")));
        return lines;
    }

    private static Optional<StepHistory> find(Ledger ledger, StepHistory wanted) {
        return ledger.steps().stream()
                .filter(step -> step.plan().equals(wanted.plan()) && step.step().equals(wanted.step()))
                .findFirst();
    }

    private static String words(StepHistory step) {
        int snapshots = step.stretches().stream().mapToInt(Stretch::snapshots).sum();
        String state = step.failing()
                .map(failing -> "fails since " + failing.firstFailed())
                .orElseGet(() -> "passed last on " + step.lastPassed().orElse("none"));
        return state + " (" + snapshots + (snapshots == 1 ? " snapshot)" : " snapshots)");
    }
}
