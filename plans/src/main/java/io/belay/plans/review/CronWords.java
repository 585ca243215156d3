package io.belay.plans.review;

import io.belay.plans.model.CronSchedule;
import java.time.LocalTime;

/** How one says when a cron line opens. Stateless. */
final class CronWords {

    private static final int DAYS_OF_A_WEEK = 7;

    private CronWords() {}

    /** {@code every Tuesday at 22:00}; a line that has no short words is quoted. */
    static String of(CronSchedule schedule) {
        boolean oneDay = schedule.isByWeek() || schedule.daysOfMonth().size() == 1;
        if (schedule.timesADay() != 1 || !oneDay || !schedule.isInEveryMonth()) {
            return "by the cron line " + schedule;
        }
        LocalTime time = schedule.firstTime();
        String at = " at " + CalendarWords.clock(time.getHour(), time.getMinute());
        if (!schedule.isByWeek()) {
            return "on day " + schedule.daysOfMonth().get(0) + " of every month" + at;
        }
        if (schedule.daysOfWeek().size() == DAYS_OF_A_WEEK) {
            return "every day" + at;
        }
        return "every "
                + CalendarWords.list(
                        schedule.daysOfWeek().stream().map(CalendarWords::day).toList())
                + at;
    }
}
