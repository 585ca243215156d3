package io.belay.workers.step;

import io.belay.plans.resolve.ResolvedStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the steps that a hold repeats took on the run's own candidate. Pure.
 *
 * @param steps in the plan's order
 */
record RepeatedTimes(List<Took> steps) {

    private static final Set<String> MEASURED = Set.of("pg_upgrade", "sql", "reindex");

    /** @param kind of the step */
    record Took(String step, String kind, Duration time) {}

    RepeatedTimes {
        steps = List.copyOf(steps);
    }

    static RepeatedTimes of(StepContext context) {
        StepMemory memory = new StepMemory(context);
        return new RepeatedTimes(
                Repeats.before(context.plan().steps(), context.request().stepId()).stream()
                        .filter(step -> MEASURED.contains(step.kind()))
                        .map((ResolvedStep step) -> new Took(step.id(), step.kind(), memory.newestTook(step.id())))
                        .toList());
    }

    RepeatedTimes with(String step, String kind, Duration time) {
        List<Took> more = new ArrayList<>(steps);
        more.add(new Took(step, kind, time));
        return new RepeatedTimes(more);
    }

    Duration all() {
        return steps.stream().map(Took::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** {@code 12 s (pg_upgrade 4 s, fix-views 8 s)}. */
    String words() {
        String each = steps.stream()
                .map(took -> took.step() + " " + seconds(took.time()))
                .collect(Collectors.joining(", "));
        return seconds(all()) + " (" + each + ")";
    }

    /** What else than more patience would help. */
    String advice() {
        boolean rebuilds = steps.stream()
                .anyMatch(took -> took.kind().equals("reindex") && !took.time().isZero());
        boolean scripts = steps.stream()
                .anyMatch(took -> took.kind().equals("sql") && !took.time().isZero());
        return (scripts
                        ? "; or have SQL that can wait run behind the promotion, by hand, with `when: rehearsal` here"
                        : "")
                + (rebuilds ? "; indexes cannot wait, they would give wrong answers" : "");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
