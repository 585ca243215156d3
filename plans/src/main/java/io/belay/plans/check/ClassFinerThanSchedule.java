package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Places;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A class that keeps one snapshot per hour needs one per hour: otherwise its count means another span than it says. */
final class ClassFinerThanSchedule implements Rule {

    static final ErrorCode CODE = new ErrorCode(1803, TEXT);

    /**
     * @param span the shortest of the class
     * @param byDefault its count when nobody writes one: nobody chose that it counts other spans then
     */
    private record Span(String name, Duration span, int byDefault) {}

    private static final List<Span> CLASSES = List.of(
            new Span("hourly", Duration.ofHours(1), 24),
            new Span("daily", Duration.ofDays(1), 7),
            new Span("weekly", Duration.ofDays(7), 4),
            new Span("monthly", Duration.ofDays(28), 0),
            new Span("yearly", Duration.ofDays(365), 0));

    @Override
    public List<Problem> check(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        Optional<Duration> every = plan.snapshots().every().value();
        Places places = plan.places();
        for (Span kept : CLASSES) {
            String path = "snapshots.keep." + kept.name();
            boolean finer =
                    every.filter(given -> given.compareTo(kept.span()) > 0).isPresent();
            int count =
                    plan.forms().blocks().at("/snapshots/keep/" + kept.name()).asInt();
            if (finer && count > 0 && count != kept.byDefault()) {
                problems.add(Problem.warning(
                                CODE,
                                places.of(path),
                                "`" + kept.name()
                                        + "` is finer than the schedule: it keeps that many snapshots, whatever"
                                        + " time lies between them")
                        .withSecond(places.of("snapshots.every"), "a snapshot is taken this often")
                        .withHelp("write the count under `newest`, or take them more often"));
            }
        }
        return problems;
    }
}
