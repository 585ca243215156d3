package io.belay.plans.clock;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.file.ReadPlan;
import io.belay.plans.model.DurationText;
import io.belay.plans.model.Factor;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.model.WallClock;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.resolve.ResolvedStep.When;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a plan at a moment, with what rehearsals took: a window that is over, one that is shorter than what has to be done in it.
 * {@code validate} asks neither, so that it says the same on every day. Pure.
 */
public final class Timely {

    static final ErrorCode SHORTER_THAN_REHEARSED = new ErrorCode(1704, TEXT);
    static final ErrorCode PAST = new ErrorCode(1705, TEXT);

    private static final String WINDOW = "window";

    private static final Duration HOUR = Duration.ofHours(1);

    private final ReadPlan read;
    private final ResolvedPlan plan;
    private final Instant now;
    private final Map<String, Duration> rehearsed;

    private Timely(ReadPlan read, ResolvedPlan plan, Instant now, Map<String, Duration> rehearsed) {
        this.read = read;
        this.plan = plan;
        this.now = now;
        this.rehearsed = rehearsed;
    }

    /**
     * @param read nothing is said of a plan with errors
     * @param rehearsed how long each step took by its id; steps that were never rehearsed are left out
     * @return the same plan, not resolved when it comes too late
     */
    public static ReadPlan judge(ReadPlan read, Instant now, Map<String, Duration> rehearsed) {
        List<Problem> found = read.resolved()
                .map(plan -> new Timely(read, plan, now, Map.copyOf(rehearsed)).problems())
                .orElse(List.of());
        found.forEach(read.problems()::add);
        return found.isEmpty() ? read : new ReadPlan(read.plan(), Optional.empty(), read.defaults(), read.problems());
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        List<ResolvedStep> applied = plan.steps().stream()
                .filter(step -> step.when() != When.REHEARSAL)
                .toList();
        for (int i = 0; i < applied.size(); i++) {
            ResolvedStep step = applied.get(i);
            if (step.kind().equals(WINDOW)) {
                past(step).ifPresent(problems::add);
                tooShort(step, applied.subList(i + 1, applied.size())).ifPresent(problems::add);
            }
        }
        return problems;
    }

    /** One that is open still is used: there is less of it, and the engine counts what is left. */
    private Optional<Problem> past(ResolvedStep window) {
        if (option(window, "at").isEmpty()) {
            return Optional.empty();
        }
        ZoneId zone = ZoneId.of(option(window, "zone"));
        LocalDateTime written = LocalDateTime.parse(option(window, "at"));
        ZonedDateTime closes = WallClock.at(written, zone).plus(length(window));
        if (closes.toInstant().isAfter(now)) {
            return Optional.empty();
        }
        ZonedDateTime today = now.atZone(zone).truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime next = today.toLocalDate().atTime(written.toLocalTime());
        while (!WallClock.at(next, zone).isAfter(today)
                || zone.getRules().getValidOffsets(next).isEmpty()) {
            next = next.plusDays(1);
        }
        return Optional.of(Problem.error(PAST, place(window, "at"), "this window is past")
                .withLabel("it closed at " + closes.toLocalDateTime() + "; now it is " + today.toLocalDateTime())
                .withHelp("write a day to come, `at: " + next + "` or later"));
    }

    /** What stands behind the window is done, or undone, before it closes. */
    private Optional<Problem> tooShort(ResolvedStep window, List<ResolvedStep> behind) {
        Duration took = behind.stream()
                .takeWhile(
                        step -> !step.kind().equals(WINDOW) && !step.touches().contains(Touches.OLD_LIVE))
                .map(step -> rehearsed.getOrDefault(step.id(), Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        Factor margin = Factor.parse(plan.blocks().path("budget").path("margin").asText())
                .orElse(new Factor(100));
        Duration needed = Duration.ofSeconds(took.multipliedBy(margin.hundredths())
                .dividedBy(100)
                .plusMillis(999)
                .toSeconds());
        if (length(window).compareTo(needed) >= 0) {
            return Optional.empty();
        }
        Duration hours = HOUR.multipliedBy(needed.plus(HOUR).minusSeconds(1).toHours());
        return Optional.of(Problem.error(
                        SHORTER_THAN_REHEARSED,
                        place(window, "length"),
                        "what stands behind this window took "
                                + DurationText.write(took.truncatedTo(ChronoUnit.SECONDS))
                                + " in rehearsals, times " + margin + "; the window is "
                                + DurationText.write(length(window)))
                .withLabel(DurationText.write(needed) + " are needed")
                .withHelp("write `length: " + DurationText.write(hours) + "`, or a smaller `budget.margin`"));
    }

    private static Duration length(ResolvedStep window) {
        return DurationText.parse(option(window, "length")).orElse(Duration.ZERO);
    }

    private static String option(ResolvedStep step, String field) {
        return step.with().path(field).asText("");
    }

    /** A saved plan has no lines to show. */
    private SourcePlace place(ResolvedStep step, String field) {
        return read.plan().stream()
                .flatMap(text -> text.steps().stream()
                        .filter(written -> written.id().equals(step.id()))
                        .map(written -> field(text, written, field)))
                .findFirst()
                .orElse(read.problems().source().wholeFile());
    }

    private static SourcePlace field(UpgradePlan text, Step step, String field) {
        String path = step.path() + "." + step.kind() + "." + field;
        return text.places().has(path) ? text.places().of(path) : step.place();
    }
}
