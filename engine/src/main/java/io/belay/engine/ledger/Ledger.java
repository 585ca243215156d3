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
 * @param rehearsed when each very plan was rehearsed last, the newest last
 * @param updated ISO-8601 of the newest entry, empty when there is none
 */
public record Ledger(
        String cluster,
        List<String> snapshots,
        List<String> runs,
        List<StepHistory> steps,
        List<GreenRehearsal> greens,
        List<Rehearsed> rehearsed,
        String updated) {

    static final int SNAPSHOTS = 500;
    static final int RUNS = 200;
    static final int STEPS = 100;
    static final int GREENS = 50;

    /** @param last when this very plan was rehearsed last */
    public record Rehearsed(String planHash, LastRehearsals last) {}

    public Ledger {
        snapshots = List.copyOf(snapshots);
        runs = List.copyOf(runs);
        steps = List.copyOf(steps);
        // A ledger that was begun before these were kept has none.
        greens = List.copyOf(Objects.requireNonNullElse(greens, List.of()));
        rehearsed = List.copyOf(Objects.requireNonNullElse(rehearsed, List.of()));
    }

    public static Ledger empty(String cluster) {
        return new Ledger(cluster, List.of(), List.of(), List.of(), List.of(), List.of(), "");
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
            standForPart(next, entry, outcome, known);
        }
        List<String> newRuns = new ArrayList<>(runs);
        newRuns.add(entry.run());
        return new Ledger(
                cluster,
                List.copyOf(known),
                newest(newRuns, RUNS),
                newest(next, STEPS),
                newest(green(entry), GREENS),
                newest(rehearsed(entry), GREENS),
                entry.at());
    }

    /** The newest rehearsal in full that this very plan has passed; {@link GreenRehearsal#NONE} when it never has. */
    public GreenRehearsal greenOf(String planHash) {
        return greens.stream()
                .filter(green -> green.planHash().equals(planHash))
                .findFirst()
                .orElse(GreenRehearsal.NONE);
    }

    /** When this very plan was rehearsed last. */
    public LastRehearsals lastOf(String planHash) {
        return rehearsed.stream()
                .filter(known -> known.planHash().equals(planHash))
                .findFirst()
                .map(Rehearsed::last)
                .orElse(LastRehearsals.NONE);
    }

    /** Who passed the whole step would have passed the part of it that quick rehearsals try. */
    private static void standForPart(
            List<StepHistory> steps, LedgerEntry entry, StepOutcome outcome, TreeSet<String> known) {
        String part = Depth.inPart(outcome.step());
        if (entry.depth() != Depth.FULL || outcome.result() != StepOutcome.Result.PASSED) {
            return;
        }
        steps.replaceAll(step -> step.plan().equals(entry.plan()) && step.step().equals(part)
                ? step.with(entry.snapshot(), outcome, known)
                : step);
    }

    private List<Rehearsed> rehearsed(LedgerEntry entry) {
        if (!entry.tells()) {
            return rehearsed;
        }
        List<Rehearsed> next = new ArrayList<>(rehearsed);
        next.removeIf(known -> known.planHash().equals(entry.planHash()));
        next.add(new Rehearsed(entry.planHash(), lastOf(entry.planHash()).with(entry.depth(), entry.started())));
        return next;
    }

    private List<GreenRehearsal> green(LedgerEntry entry) {
        boolean older = greenOf(entry.planHash()).at().compareTo(entry.at()) > 0;
        if (!entry.passed() || entry.depth() != Depth.FULL || older) {
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
