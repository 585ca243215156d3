package io.belay.workers.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in what {@code postgres} says of a configuration the settings that it means. Pure. */
final class ServerMessages {

    /** {@code ... LOG:  unrecognized configuration parameter "x" in file "/f/postgresql.conf" line 3}. */
    private static final Pattern MESSAGE = Pattern.compile("(?:LOG|WARNING|ERROR|FATAL|HINT|DETAIL):\\s+(.*)");

    private static final Pattern LINE = Pattern.compile(" (?:in file )?\"[^\"]*postgresql\\.conf\",? line (\\d+)");
    private static final Pattern NAME = Pattern.compile("parameter \"([^\"]+)\"");

    private ServerMessages() {}

    /** @param settings in the order of the lines that the program read */
    static List<Dress.Problem> problems(String output, List<Placed> settings) {
        List<Dress.Problem> problems = new ArrayList<>();
        for (String line : output.lines().toList()) {
            Matcher message = MESSAGE.matcher(line);
            if (!message.find() || line.contains("contains errors")) {
                continue;
            }
            String text = message.group(1);
            if (message.group().startsWith("HINT") || message.group().startsWith("DETAIL")) {
                extendLast(problems, text);
            } else {
                problems.add(problem(text, settings));
            }
        }
        return problems;
    }

    private static Dress.Problem problem(String text, List<Placed> settings) {
        String plain = LINE.matcher(text).replaceAll("");
        Optional<Placed> meant = byLine(text, settings).or(() -> byName(text, settings));
        return new Dress.Problem(
                meant.map(Placed::place).orElse("postgresql.conf"),
                meant.map(Placed::name).orElse(""),
                "the target says: " + plain);
    }

    private static void extendLast(List<Dress.Problem> problems, String more) {
        if (!problems.isEmpty()) {
            Dress.Problem last = problems.remove(problems.size() - 1);
            problems.add(new Dress.Problem(last.place(), last.setting(), last.text() + " (" + more + ")"));
        }
    }

    private static Optional<Placed> byLine(String text, List<Placed> settings) {
        Matcher line = LINE.matcher(text);
        if (!line.find()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(line.group(1));
        return number >= 1 && number <= settings.size() ? Optional.of(settings.get(number - 1)) : Optional.empty();
    }

    static Optional<Placed> byName(String text, List<Placed> settings) {
        Matcher name = NAME.matcher(text);
        if (name.find()) {
            String wanted = name.group(1);
            return settings.stream()
                    .filter(setting -> setting.name().equalsIgnoreCase(wanted))
                    .findFirst();
        }
        return settings.stream()
                .filter(setting -> text.contains('"' + setting.name() + '"'))
                .findFirst();
    }
}
