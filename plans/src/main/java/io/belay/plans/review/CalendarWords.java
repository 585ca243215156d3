package io.belay.plans.review;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/** Days and times in English words, the same under every locale. Stateless. */
final class CalendarWords {

    private CalendarWords() {}

    static String day(DayOfWeek day) {
        return capital(day.name());
    }

    /** {@code Saturday 6 February 2027}. */
    static String date(LocalDate date) {
        return day(date.getDayOfWeek()) + " " + date.getDayOfMonth() + " "
                + capital(date.getMonth().name()) + " " + date.getYear();
    }

    static String clock(int hour, int minute) {
        return (hour < 10 ? "0" : "") + hour + ":" + (minute < 10 ? "0" : "") + minute;
    }

    /** {@code Saturday 6 February 2027, 01:00 to 09:00, Europe/Istanbul (UTC+03:00)}. */
    static String span(ZonedDateTime from, ZonedDateTime to) {
        String end = clock(to.getHour(), to.getMinute());
        if (to.toLocalDate().equals(from.toLocalDate().plusDays(1))) {
            end += " the next day";
        } else if (!to.toLocalDate().equals(from.toLocalDate())) {
            end += " on " + date(to.toLocalDate());
        }
        return date(from.toLocalDate()) + ", " + clock(from.getHour(), from.getMinute()) + " to " + end + ", "
                + from.getZone().getId() + " (UTC" + offset(from.getOffset()) + ")";
    }

    /** {@code a, b and c}. */
    static String list(List<String> names) {
        if (names.size() < 2) {
            return String.join("", names);
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "" : offset.getId();
    }

    private static String capital(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
