package io.belay.plans.check;

import io.belay.plans.model.CronSchedule;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A window as the rules see it; what could not be read is empty. Immutable.
 *
 * <p>Rules know no clock, so that a plan is judged the same on every day. Cron lines are looked at over fixed years instead.
 */
record Opening(
        Field cron,
        Field at,
        Field length,
        Optional<CronSchedule> schedule,
        Optional<LocalDateTime> time,
        Optional<ZoneId> zone,
        Step step) {

    /** The year after the language was written; moved on with a later resolver. */
    static final LocalDate FROM = LocalDate.of(2027, 1, 1);

    /** Three years: whoever reads a message about a day meets it soon. */
    static final LocalDate TO = FROM.plusYears(3);

    /** Until 29 February came three times: the longest wait of a cron line lies within. */
    static final LocalDate FAR = FROM.plusYears(10);

    static List<Opening> all(UpgradePlan plan) {
        return plan.steps().stream()
                .filter(step -> step.is(Role.WAITS_FOR_TIME))
                .map(step -> of(plan, step))
                .toList();
    }

    static Opening of(UpgradePlan plan, Step step) {
        Field cron = new Field(plan, step, "cron");
        Field at = new Field(plan, step, "at");
        String zone = step.option("zone");
        return new Opening(
                cron,
                at,
                new Field(plan, step, "length"),
                Optional.of(cron.text()).filter(line -> !line.isEmpty()).map(CronSchedule::of),
                Optional.of(at.text()).filter(text -> !text.isEmpty()).map(LocalDateTime::parse),
                Optional.of(zone).filter(name -> !name.isEmpty()).map(ZoneId::of),
                step);
    }

    /** Where it is written when it opens. */
    Field when() {
        return schedule.isPresent() ? cron : at;
    }

    /** From one opening to the next, at most; empty for one day, and for what never opens twice. */
    Optional<Duration> longestWait() {
        return schedule.flatMap(lines -> lines.longestWait(FROM, FAR));
    }
}
