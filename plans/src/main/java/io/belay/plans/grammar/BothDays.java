package io.belay.plans.grammar;

import io.belay.plans.model.CronSchedule;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A cron line in which the days of the month and those of the week are both set: what cron makes of it, and what was meant. Stateless. */
final class BothDays {

    /** The language knows no clock: examples of a day are taken from this month on. */
    private static final LocalDate FROM = LocalDate.of(2026, 12, 1);

    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth");

    private static final int SHORTEST = 28;
    private static final int LONGEST = 31;

    /** In twenty-eight years every date falls on every day of the week. */
    private static final int MONTHS = 28 * 12;

    private BothDays() {}

    /** {@code opens on 10 or 11 days of a month}: cron takes days that are either. */
    static String opens(CronSchedule line) {
        Set<Integer> dates = Set.copyOf(line.daysOfMonth());
        Set<DayOfWeek> week = Set.copyOf(line.daysOfWeek());
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            for (DayOfWeek first : DayOfWeek.values()) {
                int days = (int) IntStream.rangeClosed(1, length)
                        .filter(date -> dates.contains(date) || week.contains(first.plus(date - 1)))
                        .count();
                least = Math.min(least, days);
                most = Math.max(most, days);
            }
        }
        String between = most - least > 1 ? " to " : " or ";
        return "opens on " + (least == most ? "" : least + between) + most + " days of a month";
    }

    static String help(CronSchedule line) {
        return meant(line)
                .findFirst()
                .map(day -> "for " + named(day, line) + " write `at: " + day + "T" + line.firstTime()
                        + "` in place of `cron`")
                .orElse("write `at: " + FROM + "T" + line.firstTime() + "` in place of `cron`");
    }

    private static Stream<LocalDate> meant(CronSchedule line) {
        return IntStream.range(0, MONTHS)
                .mapToObj(month -> YearMonth.from(FROM).plusMonths(month))
                .flatMap(BothDays::days)
                .filter(line::opensOn);
    }

    private static Stream<LocalDate> days(YearMonth month) {
        return IntStream.rangeClosed(1, month.lengthOfMonth()).mapToObj(month::atDay);
    }

    /** {@code the first Saturday of December} where seven days are asked for one of a week; else the date. */
    private static String named(LocalDate day, CronSchedule line) {
        List<Integer> days = line.daysOfMonth();
        List<DayOfWeek> week = line.daysOfWeek();
        String weekday = day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        String month = day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        int first = days.get(0);
        boolean sevenInARow = days.size() == 7 && days.get(6) == first + 6 && first % 7 == 1;
        return sevenInARow && week.size() == 1 && first <= 22
                ? "the " + ORDINALS.get(first / 7) + " " + weekday + " of " + month
                : weekday + ", " + day.getDayOfMonth() + " " + month;
    }
}
