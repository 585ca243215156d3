package io.belay.plans.model;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
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

    /** What 1 January 1970 was, counted from Sunday. */
    private static final int THURSDAY = 4;

    private static final int MINUTES_OF_HOUR = 60;
    private static final int MINUTES_OF_DAY = 24 * MINUTES_OF_HOUR;

    private final String line;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final int[] minutesOfDay;

    private CronSchedule(String line, String[] fields) {
        this.line = line;
        this.minutes = field(fields[0], 0, 59, List.of());
        this.hours = field(fields[1], 0, 23, List.of());
        this.daysOfMonth = field(fields[2], 1, 31, List.of());
        this.months = field(fields[3], 1, 12, MONTHS);
        this.daysOfWeek = field(fields[4], 0, 7, DAYS);
        this.minutesOfDay = minutesOfDay();
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

    /** The first on each day on which it opens. */
    public LocalTime firstTime() {
        return time(minutesOfDay[0]);
    }

    public int timesADay() {
        return minutesOfDay.length;
    }

    /** Openings from a moment on; what opens in an hour that does not exist opens at its end. */
    public List<ZonedDateTime> after(ZonedDateTime from, int count) {
        LocalDate first = from.toLocalDate();
        return Stream.iterate(first, day -> day.plusDays(1))
                .limit(FARTHEST_DAYS)
                .filter(this::opensOn)
                .flatMap(day -> Arrays.stream(minutesOfDay)
                        .mapToObj(minute -> WallClock.at(day.atTime(time(minute)), from.getZone())))
                .distinct()
                .filter(opening -> !opening.isBefore(from))
                .limit(count)
                .toList();
    }

    private static LocalTime time(int minuteOfDay) {
        return LocalTime.of(minuteOfDay / MINUTES_OF_HOUR, minuteOfDay % MINUTES_OF_HOUR);
    }

    private int[] minutesOfDay() {
        return hours.stream()
                .flatMap(hour -> minutes.stream().map(minute -> hour * MINUTES_OF_HOUR + minute))
                .toArray();
    }

    /** The first opening within these times, the end left out. */
    public Optional<LocalDateTime> firstBetween(LocalDateTime from, LocalDateTime to) {
        for (LocalDate day = from.toLocalDate(); !day.isAfter(to.toLocalDate()); day = day.plusDays(1)) {
            if (opensOn(day)) {
                int least = day.equals(from.toLocalDate()) ? minuteOfDay(from) : 0;
                int index = Arrays.binarySearch(minutesOfDay, least);
                int next = index >= 0 ? index : -index - 1;
                Optional<LocalDateTime> opening = next < minutesOfDay.length
                        ? Optional.of(day.atTime(time(minutesOfDay[next])))
                        : Optional.empty();
                if (opening.isPresent()) {
                    return opening.filter(found -> found.isBefore(to));
                }
            }
        }
        return Optional.empty();
    }

    /** Rounded up: it opens at whole minutes. */
    private static int minuteOfDay(LocalDateTime time) {
        boolean whole = time.toLocalTime().equals(time.toLocalTime().truncatedTo(ChronoUnit.MINUTES));
        return time.getHour() * MINUTES_OF_HOUR + time.getMinute() + (whole ? 0 : 1);
    }

    /** Whether it opens on any of these days. */
    public boolean opensBetween(LocalDate from, LocalDate to) {
        long end = to.toEpochDay();
        return nextDay(from.toEpochDay(), end) < end;
    }

    /** From one opening to the next, the longest there is within these days; empty when it opens less than twice. */
    public Optional<Duration> longestWait(LocalDate from, LocalDate to) {
        long end = Math.min(from.toEpochDay() + repeatsAfter(), to.toEpochDay());
        long before = nextDay(from.toEpochDay(), end);
        long days = before < end ? 1 : 0;
        long longest = 0;
        for (long day = nextDay(before + 1, end); day < end; day = nextDay(day + 1, end)) {
            longest = Math.max(longest, day - before);
            before = day;
            days++;
        }
        if (days * timesADay() < 2) {
            return Optional.empty();
        }
        int last = minutesOfDay[timesADay() - 1];
        long overNight = days < 2 ? 0 : longest * MINUTES_OF_DAY - last + minutesOfDay[0];
        return Optional.of(Duration.ofMinutes(Math.max(
                overNight,
                IntStream.range(1, timesADay()).map(this::waitBefore).max().orElse(0))));
    }

    /** The first day from this one on on which it opens; the end when there is none before. Days are counted from 1970. */
    private long nextDay(long from, long end) {
        long day = from;
        while (day < end) {
            LocalDate first = LocalDate.ofEpochDay(day);
            int length = first.lengthOfMonth();
            if (months.get(first.getMonthValue())) {
                // Days of one month are gone through without their dates: of a plan's windows there are millions.
                for (int date = first.getDayOfMonth(); date <= length && day < end; date++, day++) {
                    if (daysOfMonth.get(date) && daysOfWeek.get((int) Math.floorMod(day + THURSDAY, 7L))) {
                        return day;
                    }
                }
            } else {
                day += length - first.getDayOfMonth() + 1;
            }
        }
        return end;
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
        OptionalInt shortest =
                IntStream.range(1, timesADay()).map(this::waitBefore).min();
        return shortest.isPresent() ? Optional.of(Duration.ofMinutes(shortest.getAsInt())) : Optional.empty();
    }

    private int waitBefore(int index) {
        return minutesOfDay[index] - minutesOfDay[index - 1];
    }

    /** The same line with another time of day. */
    public CronSchedule at(LocalTime time) {
        String days = line.substring(line.indexOf(' ', line.indexOf(' ') + 1));
        return of(time.getMinute() + " " + time.getHour() + days);
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

    /** {@code Saturday 01:00}, or the time alone where it opens on several days, or the line itself. */
    public String inShort() {
        if (timesADay() != 1) {
            return line;
        }
        List<DayOfWeek> days = daysOfWeek();
        String day =
                days.size() == 1 && isByWeek() ? days.get(0).getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " : "";
        return day + firstTime();
    }

    /** In normal spelling. */
    @Override
    public String toString() {
        return line;
    }
}
