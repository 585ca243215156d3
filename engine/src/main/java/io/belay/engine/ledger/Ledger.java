package io.belay.engine.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A cluster's ledger. Immutable; compact enough to be carried for years: everything in it has a cap, and the oldest detail is let
 * go first.
 *
 * @param cluster {@code host/name}
 * @param snapshots ids of the newest rehearsed snapshots, sorted
 * @param runs ids of the newest rehearsals, in the order of arrival
 * @param steps in the order in which plans run them
 * @param greens the newest rehearsal that passed per very plan, the newest last
 * @param updated ISO-8601 of the newest entry, empty when there is none
 */
public record Ledger(
        String cluster,
        List<String> snapshots,
        List<String> runs,
        List<StepHistory> steps,
        List<GreenRehearsal> greens,
        String updated) {

    static final int SNAPSHOTS = 500;
    static final int RUNS = 200;
    static final int STEPS = 100;
    static final int GREENS = 50;

    public Ledger {
        snapshots = List.copyOf(snapshots);
        runs = List.copyOf(runs);
        steps = List.copyOf(steps);
        // A ledger that was begun before these were kept has none.
        greens = List.copyOf(Objects.requireNonNullElse(greens, List.of()));
    }

    public static Ledger empty(String cluster) {
        return new Ledger(cluster, List.of(), List.of(), List.of(), List.of(), "");
    }

    /** The same rehearsal reported again changes nothing; another rehearsal of the same snapshot replaces what it tried. */
    public Ledger with(LedgerEntry entry) {
        if (runs.contains(entry.run())) {
            return this;
        }
        TreeSet<String> known = new TreeSet<>(snapshots);
        known.add(entry.snapshot());
        while (known.size() > SNAPSHOTS) {
            known.pollFirst();
        }
        List<StepHistory> next = new ArrayList<>(steps);
        for (StepOutcome outcome : entry.outcomes()) {
            int place = place(next, entry.plan(), outcome.step());
            next.set(place, next.get(place).with(entry.snapshot(), outcome, known));
        }
        List<String> newRuns = new ArrayList<>(runs);
        newRuns.add(entry.run());
        return new Ledger(
                cluster,
                List.copyOf(known),
                newest(newRuns, RUNS),
                newest(next, STEPS),
                newest(green(entry), GREENS),
                entry.at());
    }

    /** The newest rehearsal that this very plan has passed; {@link GreenRehearsal#NONE} when it never has. */
    public GreenRehearsal greenOf(String planHash) {
        return greens.stream()
                .filter(green -> green.planHash().equals(planHash))
                .findFirst()
                .orElse(GreenRehearsal.NONE);
    }

    private List<GreenRehearsal> green(LedgerEntry entry) {
        boolean older = greenOf(entry.planHash()).at().compareTo(entry.at()) > 0;
        if (!entry.passed() || older) {
            return greens;
        }
        List<GreenRehearsal> next = new ArrayList<>(greens);
        next.removeIf(green -> green.planHash().equals(entry.planHash()));
        next.add(new GreenRehearsal(entry.planHash(), entry.run(), entry.snapshot(), entry.at()));
        return next;
    }

    /** The step that began to fail last comes first. */
    @JsonIgnore
    public List<FailingSince> failing() {
        return steps.stream()
                .flatMap(step -> step.failing().stream())
                .sorted(Comparator.comparing(FailingSince::firstFailed).reversed())
                .toList();
    }

    private static int place(List<StepHistory> steps, String plan, String step) {
        for (int index = 0; index < steps.size(); index++) {
            StepHistory known = steps.get(index);
            if (known.plan().equals(plan) && known.step().equals(step)) {
                return index;
            }
        }
        steps.add(StepHistory.empty(plan, step));
        return steps.size() - 1;
    }

    private static <T> List<T> newest(List<T> all, int count) {
        return all.size() <= count ? all : all.subList(all.size() - count, all.size());
    }
}
