package io.belay.plans.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a cron line opens, by the clock on the wall: what becomes of hours that do not exist is up to who knows the zone.
 * Immutable.
 */
public final class CronSchedule {

    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private static final int SUNDAY_AGAIN = 7;

    /** 29 February comes again within eight years. */
    private static final int FARTHEST_DAYS = 8 * 366;

    private final String line;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final List<LocalTime> times;

    private CronSchedule(String line, String[] fields) {
        this.line = line;
        this.minutes = field(fields[0], 0, 59, List.of());
        this.hours = field(fields[1], 0, 23, List.of());
        this.daysOfMonth = field(fields[2], 1, 31, List.of());
        this.months = field(fields[3], 1, 12, MONTHS);
        this.daysOfWeek = field(fields[4], 0, 7, DAYS);
        this.times = timesOfDay();
    }

    /**
     * @param line in the normal spelling of the language
     * @throws IllegalArgumentException when it is none
     */
    public static CronSchedule of(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("a cron line has five fields: " + line);
        }
        return new CronSchedule(line, fields);
    }

    public boolean opensOn(LocalDate day) {
        return months.get(day.getMonthValue())
                && daysOfMonth.get(day.getDayOfMonth())
                && daysOfWeek.get(day.getDayOfWeek().getValue() % 7);
    }

    /** Whether days are left to the week alone: every day of the month counts. */
    public boolean isByWeek() {
        return daysOfMonth.cardinality() == 31;
    }

    public boolean isInEveryMonth() {
        return months.cardinality() == MONTHS.size();
    }

    /** From Monday on. */
    public List<DayOfWeek> daysOfWeek() {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> daysOfWeek.get(day.getValue() % 7))
                .toList();
    }

    /** In order. */
    public List<Integer> daysOfMonth() {
        return daysOfMonth.stream().boxed().toList();
    }

    /** On each day on which it opens, in order. */
    public List<LocalTime> times() {
        return times;
    }

    private List<LocalTime> timesOfDay() {
        List<LocalTime> all = new ArrayList<>();
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                all.add(LocalTime.of(hour, minute));
            }
        }
        return List.copyOf(all);
    }

    /** Openings from a moment on; the zone's rules say what becomes of hours that do not exist. */
    public List<ZonedDateTime> after(ZonedDateTime from, int count) {
        LocalDate first = from.toLocalDate();
        return Stream.iterate(first, day -> day.plusDays(1))
                .limit(FARTHEST_DAYS)
                .filter(this::opensOn)
                .flatMap(day -> times.stream().map(time -> ZonedDateTime.of(day.atTime(time), from.getZone())))
                .filter(opening -> !opening.isBefore(from))
                .limit(count)
                .toList();
    }

    /** The openings of some days, in order. */
    public List<LocalDateTime> between(LocalDate from, LocalDate to) {
        List<LocalDateTime> openings = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            if (opensOn(day)) {
                times.stream().map(day::atTime).forEach(openings::add);
            }
        }
        return List.copyOf(openings);
    }

    /** From one opening to the next, the longest there is within these days; empty when it opens less than twice. */
    public Optional<Duration> longestWait(LocalDate from, LocalDate to) {
        Duration longest = Duration.ZERO;
        for (int i = 1; i < times.size(); i++) {
            longest = longer(longest, Duration.between(times.get(i - 1), times.get(i)));
        }
        Optional<LocalDate> before = Optional.empty();
        int days = 0;
        LocalDate end = from.plusDays(repeatsAfter()).isBefore(to) ? from.plusDays(repeatsAfter()) : to;
        for (LocalDate day = from; day.isBefore(end); day = day.plusDays(1)) {
            if (opensOn(day)) {
                LocalDateTime opening = day.atTime(times.get(0));
                LocalTime last = times.get(times.size() - 1);
                Duration wait = before.map(earlier -> Duration.between(earlier.atTime(last), opening))
                        .orElse(Duration.ZERO);
                longest = longer(longest, wait);
                before = Optional.of(day);
                days++;
            }
        }
        return days * times.size() < 2 ? Optional.empty() : Optional.of(longest);
    }

    /** Days behind which no wait comes that was not there before. */
    private int repeatsAfter() {
        if (months.cardinality() < MONTHS.size()) {
            return Integer.MAX_VALUE >> 8;
        }
        return daysOfMonth.cardinality() == 31 ? 15 : 5 * 366;
    }

    /** From one opening to the next on the same day, the shortest there is; empty when it opens once on a day. */
    public Optional<Duration> shortestWait() {
        Optional<Duration> shortest = Optional.empty();
        for (int i = 1; i < times.size(); i++) {
            Duration wait = Duration.between(times.get(i - 1), times.get(i));
            shortest = Optional.of(
                    shortest.filter(known -> known.compareTo(wait) < 0).orElse(wait));
        }
        return shortest;
    }

    /** The same line with another time of day. */
    public CronSchedule at(LocalTime time) {
        String days = line.substring(line.indexOf(' ', line.indexOf(' ') + 1));
        return of(time.getMinute() + " " + time.getHour() + days);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static BitSet field(String text, int least, int most, List<String> names) {
        BitSet set = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            int by = stepped.length == 2 ? number(stepped[1], least, List.of()) : 1;
            String[] ends = stepped[0].split("-", 2);
            boolean all = stepped[0].equals("*");
            int from = all ? least : number(ends[0], least, names);
            int to = all || (stepped.length == 2 && ends.length == 1)
                    ? most
                    : number(ends[ends.length - 1], least, names);
            boolean week = most == SUNDAY_AGAIN;
            if (from < least || to > most || by < 1 || (to < from && !week)) {
                throw new IllegalArgumentException("no field of cron: " + text);
            }
            // Only of a week the end may lie before the beginning: SAT-SUN, FRI-MON.
            int end = to < from ? to + SUNDAY_AGAIN : to;
            for (int value = from; value <= end; value += by) {
                set.set(week ? value % SUNDAY_AGAIN : value);
            }
        }
        return set;
    }

    private static int number(String text, int least, List<String> names) {
        int index = names.indexOf(text);
        if (index >= 0) {
            return index + least;
        }
        if (!text.matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("no value of cron: " + text);
        }
        return Integer.parseInt(text);
    }

    /** In normal spelling. */
    @Override
    public String toString() {
        return line;
    }
}
