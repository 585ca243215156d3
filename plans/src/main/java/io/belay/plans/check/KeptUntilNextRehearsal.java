package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When a full rehearsal fails, the snapshots since the last green one tell since when. */
final class KeptUntilNextRehearsal implements Rule {

    static final ErrorCode CODE = new ErrorCode(1807, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        Optional<Duration> full = plan.rehearse().full().value();
        Optional<Duration> every = plan.snapshots().every().value();
        if (full.isEmpty() || every.isEmpty() || plan.snapshots().keep().isNothing()) {
            return List.of();
        }
        Duration kept = span(plan, every.get());
        if (kept.compareTo(full.get()) >= 0) {
            return List.of();
        }
        Places places = plan.places();
        return List.of(Problem.warning(
                        CODE,
                        places.of("snapshots.keep"),
                        "snapshots reach back " + Hours.spoken(kept) + ", and full rehearsals are "
                                + Hours.spoken(full.get()) + " apart")
                .withLabel("when one fails, none is left of the time since the last green one")
                .withSecond(places.of("rehearse.full"), "rehearsed in full this often")
                .withHelp("write for example `keep: {newest: 2, hourly: "
                        + (full.get().toHours() + 1) + "}`"));
    }

    /** How old the oldest becomes. */
    private static Duration span(UpgradePlan plan, Duration every) {
        var keep = plan.snapshots().keep();
        return Stream.of(
                        every.multipliedBy(keep.newest()),
                        longer(every, Duration.ofHours(1)).multipliedBy(keep.hourly()),
                        longer(every, Duration.ofDays(1)).multipliedBy(keep.daily()),
                        longer(every, Duration.ofDays(7)).multipliedBy(keep.weekly()),
                        longer(every, Duration.ofDays(30)).multipliedBy(keep.monthly()),
                        longer(every, Duration.ofDays(365)).multipliedBy(keep.yearly()))
                .reduce(Duration.ZERO, KeptUntilNextRehearsal::longer);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
