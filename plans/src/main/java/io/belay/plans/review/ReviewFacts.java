package io.belay.plans.review;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a review knows beyond the plan's text: from a saved plan, from the ledger, or from both. Everything may be missing, and is then
 * called unknown. Immutable.
 *
 * @param probedAt when the host was asked; next openings of windows are counted from then
 * @param planHash of the plan that was probed; empty when nobody says
 * @param factsHash of what was found; empty when nobody probed
 * @param world what was found, in the order in which it is shown
 * @param times how long steps took in rehearsals
 * @param rehearsals the newest full rehearsal that passed
 * @param failing steps that fail in rehearsals
 * @param findings of preflight
 * @param approvals given for this very plan and these facts
 * @param assumptions what was taken for true
 * @param unknowns what nobody can know before it runs
 */
public record ReviewFacts(
        Optional<Instant> probedAt,
        String planHash,
        String factsHash,
        List<Fact> world,
        List<StepTime> times,
        Optional<Rehearsals> rehearsals,
        List<Failing> failing,
        List<Finding> findings,
        List<Approval> approvals,
        List<String> assumptions,
        List<String> unknowns) {

    /** {@code size of live: 412GiB}. */
    public record Fact(String subject, String value) {}

    /**
     * @param last of the newest rehearsal
     * @param median of those counted; empty when only the newest is known
     * @param count of rehearsals that the median counts; 0 when nobody says
     */
    public record StepTime(String step, Duration last, Optional<Duration> median, int count) {

        /** What a report calculates with. */
        public Duration usual() {
            return median.orElse(last);
        }
    }

    /**
     * @param snapshot on which the newest one passed
     * @param at when it ended, ISO-8601; empty when nobody says
     * @param since on which snapshot the unbroken row of green ones begins; empty when nobody says
     */
    public record Rehearsals(String snapshot, String at, String since) {}

    /** @param since the snapshot on which the step failed first */
    public record Failing(String step, String code, String since, String error) {}

    /** @param severity {@code blocker}, {@code warning} or {@code note} */
    public record Finding(String code, String severity, String object, String statement, String remedy) {}

    /** @param at ISO-8601 */
    public record Approval(String step, String person, String at, String statement) {}

    public static final ReviewFacts NONE = new ReviewFacts(
            Optional.empty(),
            "",
            "",
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    public ReviewFacts {
        world = List.copyOf(world);
        times = List.copyOf(times);
        failing = List.copyOf(failing);
        findings = List.copyOf(findings);
        approvals = List.copyOf(approvals);
        assumptions = List.copyOf(assumptions);
        unknowns = List.copyOf(unknowns);
    }

    /** What the other knows of rehearsals comes first: a ledger is asked later than a plan was saved. */
    public ReviewFacts with(ReviewFacts newer) {
        List<Fact> all = new ArrayList<>(world);
        all.addAll(newer.world);
        List<StepTime> merged = new ArrayList<>(newer.times);
        times.stream().filter(time -> newer.time(time.step()).isEmpty()).forEach(merged::add);
        return new ReviewFacts(
                probedAt.or(newer::probedAt),
                planHash.isEmpty() ? newer.planHash : planHash,
                factsHash.isEmpty() ? newer.factsHash : factsHash,
                all,
                merged,
                newer.rehearsals.or(() -> rehearsals),
                newer.times.isEmpty() && newer.failing.isEmpty() ? failing : newer.failing,
                findings,
                approvals,
                assumptions,
                unknowns);
    }

    public Optional<StepTime> time(String step) {
        return times.stream().filter(time -> time.step().equals(step)).findFirst();
    }

    /** Whether a host was asked. */
    public boolean isProbed() {
        return !factsHash.isEmpty();
    }
}
