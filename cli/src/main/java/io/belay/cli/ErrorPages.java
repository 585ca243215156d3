package io.belay.cli;

import io.belay.plans.problem.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The error pages of the manual, as packaged beside this command: nothing is fetched. Stateless. */
final class ErrorPages {

    private static final Pattern CODE = Pattern.compile("(?:BLY-?)?([0-9]{4})|BLY-?([0-9]+)", Pattern.CASE_INSENSITIVE);
    private static final int LOWEST = 1000;
    private static final int HIGHEST = 4999;
    private static final Pattern STRONG = Pattern.compile("\\*\\*(.+?)\\*\\*");

    private ErrorPages() {}

    /** The code that a word means: {@code BLY-4101}, {@code bly-4101} and {@code 4101} are the same. */
    static Optional<String> code(String word) {
        var matcher = CODE.matcher(word);
        return matcher.matches()
                ? Optional.of("BLY-" + (matcher.group(1) == null ? matcher.group(2) : matcher.group(1)))
                : Optional.empty();
    }

    /** A code that has a page and is written almost like one that has none. */
    static Optional<String> nearest(String code) {
        return NearestName.of(code.substring("BLY-".length()), numbers()).map(number -> "BLY-" + number);
    }

    private static List<String> numbers() {
        return all().keySet().stream()
                .map(code -> code.substring("BLY-".length()))
                .toList();
    }

    static Optional<String> page(String code) {
        String resource = "/io/belay/docs/errors/" + code.toUpperCase(Locale.ROOT) + ".md";
        try (InputStream stream = ErrorPages.class.getResourceAsStream(resource)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("could not read " + resource, e);
        }
    }

    /**
     * All pages by code. The numbers are few thousand and a class path cannot be listed, so each is simply asked for; it takes
     * a tenth of a second, for a list that is rarely wanted.
     */
    static SortedMap<String, String> all() {
        SortedMap<String, String> pages = new TreeMap<>();
        for (int number = LOWEST; number <= HIGHEST; number++) {
            String code = "BLY-" + number;
            page(code).ifPresent(page -> pages.put(code, page));
        }
        return pages;
    }

    /** The first line of a page without code and mark. */
    static String title(String page) {
        String first = page.lines().findFirst().orElse("");
        return first.replaceFirst("^#\\s*BLY-\\d+\\s*", "");
    }

    /** For a terminal: headings and marks become weight, long lines are folded at blanks; fenced text stays as it is. */
    static String render(String page, int width, Palette palette) {
        StringBuilder text = new StringBuilder();
        boolean fenced = false;
        for (String line : page.stripTrailing().split("\n", -1)) {
            if (line.startsWith("```")) {
                fenced = !fenced;
                continue;
            }
            if (line.startsWith("# ")) {
                text.append(palette.strong(line.substring(2)));
            } else if (fenced) {
                text.append("    ").append(line);
            } else {
                String folded = Fold.at(line, Math.min(width, Console.USUAL_WIDTH), "");
                text.append(STRONG.matcher(folded).replaceAll(match -> palette.strong(match.group(1))));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
