package io.belay.plans.review;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** A cron line of five fields, as the language has checked it: when it opens, and how one says so. Immutable. */
final class Cron {

    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    /** 29 February comes again within eight years. */
    private static final int FARTHEST_DAYS = 8 * 366;

    private final String line;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean everyDay;
    private final boolean byDayOfWeek;

    private Cron(String line, String[] fields) {
        this.line = line;
        this.minutes = field(fields[0], 0, 59, List.of(), 0);
        this.hours = field(fields[1], 0, 23, List.of(), 0);
        this.daysOfMonth = field(fields[2], 1, 31, List.of(), 0);
        this.months = field(fields[3], 1, 12, MONTHS, 1);
        BitSet week = field(fields[4], 0, 7, DAYS, 0);
        if (week.get(7)) {
            week.set(0);
        }
        this.daysOfWeek = week;
        this.byDayOfWeek = fields[2].equals("*");
        this.everyDay = byDayOfWeek && fields[4].equals("*") && fields[3].equals("*");
    }

    /** @throws IllegalArgumentException when it is no cron line */
    static Cron of(String line) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException("a cron line has five fields: " + line);
        }
        return new Cron(line, fields);
    }

    /** Openings from a moment on; the zone's rules say what becomes of hours that do not exist. */
    List<ZonedDateTime> after(ZonedDateTime from, int count) {
        List<ZonedDateTime> openings = new ArrayList<>();
        ZoneId zone = from.getZone();
        LocalDate day = from.toLocalDate();
        for (int i = 0; i < FARTHEST_DAYS && openings.size() < count; i++, day = day.plusDays(1)) {
            if (!opensOn(day)) {
                continue;
            }
            for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
                for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                    ZonedDateTime opening = ZonedDateTime.of(
                            LocalDateTime.of(day.getYear(), day.getMonth(), day.getDayOfMonth(), hour, minute), zone);
                    if (!opening.isBefore(from) && openings.size() < count) {
                        openings.add(opening);
                    }
                }
            }
        }
        return List.copyOf(openings);
    }

    /** {@code every Tuesday at 22:00}; a line that has no short words is quoted. */
    String words() {
        if (minutes.cardinality() != 1
                || hours.cardinality() != 1
                || (!byDayOfWeek && daysOfMonth.cardinality() != 1)
                || months.cardinality() != 12) {
            return "by the cron line " + line;
        }
        String at = " at " + CalendarWords.clock(hours.nextSetBit(0), minutes.nextSetBit(0));
        if (everyDay || (byDayOfWeek && daysOfWeek.get(0, 7).cardinality() == 7)) {
            return "every day" + at;
        }
        if (!byDayOfWeek) {
            return "on day " + daysOfMonth.nextSetBit(0) + " of every month" + at;
        }
        List<String> names = new ArrayList<>();
        for (int day = 1; day <= 7; day++) {
            if (daysOfWeek.get(day % 7)) {
                names.add(CalendarWords.day(DayOfWeek.of(day)));
            }
        }
        return "every " + CalendarWords.list(names) + at;
    }

    private boolean opensOn(LocalDate day) {
        return months.get(day.getMonthValue())
                && daysOfMonth.get(day.getDayOfMonth())
                && daysOfWeek.get(day.getDayOfWeek().getValue() % 7);
    }

    private static BitSet field(String text, int least, int most, List<String> names, int first) {
        BitSet set = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            int by = stepped.length == 2 ? number(stepped[1], List.of(), 0) : 1;
            int from = least;
            int to = most;
            if (!stepped[0].equals("*")) {
                String[] ends = stepped[0].split("-", 2);
                from = number(ends[0], names, first);
                to = ends.length == 2 ? number(ends[1], names, first) : stepped.length == 2 ? most : from;
            }
            if (from < least || to > most || by < 1) {
                throw new IllegalArgumentException("no cron field: " + text);
            }
            // SAT-SUN and FRI-MON run over the end of the week.
            int end = to < from && most == 7 ? to + 7 : to;
            for (int value = from; value <= end; value += by) {
                set.set(most == 7 ? value % 7 : value);
            }
        }
        return set;
    }

    private static int number(String text, List<String> names, int first) {
        int index = names.indexOf(text.toUpperCase(Locale.ROOT));
        if (index >= 0) {
            return index + first;
        }
        if (!text.matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("no cron value: " + text);
        }
        return Integer.parseInt(text);
    }
}
