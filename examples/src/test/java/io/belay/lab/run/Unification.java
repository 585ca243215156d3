package io.belay.lab.run;

import io.belay.workers.commands.Planned;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.commands.PlannedPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a list of planned commands against what a run noted: each noted line must be the next planned one, and a name in angle brackets
 * must stand for one value throughout. What is under a condition may be missing; what is for each may come several times; names that
 * appear there first have values of their own there. A statement that a step sends again to the same database is noted once.
 */
final class Unification {

    private static final Pattern NAME = Pattern.compile("<([a-z][a-z0-9 -]*)>");

    /** In front of a statement, where a program has its account. */
    static final String SQL = "sql";

    /** @param words account and arguments of a program, or place and text of a statement */
    record Noted(String step, List<String> words) {}

    private record Item(int part, String step, Planned planned) {}

    /** @param sent statements that were noted in this part */
    private record State(int line, Map<String, String> names, int part, Set<List<String>> sent) {

        State in(int now) {
            return now == part ? this : new State(line, names, now, Set.of());
        }

        State behind(List<String> noted, Map<String, String> known) {
            Set<List<String>> more = new HashSet<>(sent);
            more.add(noted);
            return new State(line + 1, known, part, more);
        }

        State forgetting(State before) {
            return new State(line, before.names(), part, sent);
        }
    }

    private final List<Noted> lines;
    private int furthest;
    private String wanted = "";

    private Unification(List<Noted> lines) {
        this.lines = lines;
    }

    /**
     * @return the value of each name
     * @throws AssertionError saying where list and run part, with both lines
     */
    static Map<String, String> of(List<PlannedPart> parts, List<Noted> lines) {
        return of(parts, lines, Map.of());
    }

    /** @param known what names stand for already */
    static Map<String, String> of(List<PlannedPart> parts, List<Noted> lines, Map<String, String> known) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int number = i;
            PlannedPart part = parts.get(i);
            part.forwards().forEach(command -> items.add(new Item(number, part.step(), command)));
        }
        Unification unification = new Unification(lines);
        return unification
                .match(items, new State(0, known, -1, Set.of()), unification::end)
                .map(State::names)
                .orElseThrow(unification::parted);
    }

    private AssertionError parted() {
        String noted = furthest < lines.size() ? lines.get(furthest).toString() : "nothing more";
        return new AssertionError(
                "list and run part at line " + (furthest + 1) + ":\n planned " + wanted + "\n run     " + noted);
    }

    /** @param then what has to come out behind the last item */
    private Optional<State> match(List<Item> items, State state, Function<State, Optional<State>> then) {
        if (items.isEmpty()) {
            return then.apply(state);
        }
        Item first = items.get(0);
        List<Item> rest = items.subList(1, items.size());
        if (first.planned() instanceof Block block) {
            return block(first, block, rest, state, then);
        }
        List<String> words = words(first.planned());
        State now = state.in(first.part());
        return words.isEmpty() || isSentAgain(words, now)
                ? match(rest, now, then)
                : one(first.step(), words, now).flatMap(after -> match(rest, after, then));
    }

    private Optional<State> block(
            Item item, Block block, List<Item> rest, State state, Function<State, Optional<State>> then) {
        List<Item> inside = block.inside().stream()
                .map(planned -> new Item(item.part(), item.step(), planned))
                .toList();
        if (block.kind() == Kind.IN_JOBS) {
            return match(inside, state, after -> match(rest, after, then));
        }
        Optional<State> taken = match(inside, state, after -> {
            State without = after.forgetting(state);
            return block.kind() == Kind.ONLY_IF || after.line() == state.line()
                    ? match(rest, without, then)
                    : block(item, block, rest, without, then);
        });
        return taken.isPresent() ? taken : match(rest, state, then);
    }

    private Optional<State> end(State state) {
        remember(state.line(), "nothing more");
        return state.line() == lines.size() ? Optional.of(state) : Optional.empty();
    }

    private Optional<State> one(String step, List<String> planned, State state) {
        remember(state.line(), step + " " + planned);
        if (state.line() == lines.size() || !lines.get(state.line()).step().equals(step)) {
            return Optional.empty();
        }
        List<String> noted = lines.get(state.line()).words();
        return words(planned, noted, state.names()).map(names -> state.behind(noted, names));
    }

    private static boolean isSentAgain(List<String> words, State state) {
        return words.get(0).equals(SQL)
                && state.sent().stream()
                        .anyMatch(sent -> words(words, sent, state.names())
                                .filter(state.names()::equals)
                                .isPresent());
    }

    /** Account and arguments; a call of the worker's own is noted nowhere. */
    private static List<String> words(Planned planned) {
        List<String> words = new ArrayList<>();
        if (planned instanceof Program program) {
            words.add(program.account());
            words.addAll(program.arguments());
        } else if (planned instanceof Statement statement) {
            words.add(SQL);
            words.add(String.join(", ", statement.servers()) + " " + statement.database());
            words.add(statement.sql());
        }
        return words;
    }

    private static Optional<Map<String, String>> words(
            List<String> planned, List<String> run, Map<String, String> names) {
        if (planned.isEmpty()) {
            return run.isEmpty() ? Optional.of(names) : Optional.empty();
        }
        String word = planned.get(0);
        List<String> rest = planned.subList(1, planned.size());
        boolean optional = word.startsWith("[") && word.endsWith("]");
        String template = optional ? word.substring(1, word.length() - 1) : word;
        Optional<Map<String, String>> taken = run.isEmpty()
                ? Optional.empty()
                : word(template, run.get(0), names).flatMap(known -> words(rest, run.subList(1, run.size()), known));
        return taken.isEmpty() && optional ? words(rest, run, names) : taken;
    }

    private static Optional<Map<String, String>> word(String template, String value, Map<String, String> names) {
        List<String> fresh = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        Matcher name = NAME.matcher(template);
        int end = 0;
        while (name.find()) {
            pattern.append(Pattern.quote(template.substring(end, name.start())));
            String known = names.get(name.group(1));
            int before = fresh.indexOf(name.group(1));
            if (known != null) {
                pattern.append(Pattern.quote(known));
            } else if (before >= 0) {
                pattern.append('\\').append(before + 1);
            } else {
                fresh.add(name.group(1));
                pattern.append("(.+?)");
            }
            end = name.end();
        }
        pattern.append(Pattern.quote(template.substring(end)));
        Matcher matcher = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> more = new HashMap<>(names);
        for (int i = 0; i < fresh.size(); i++) {
            more.put(fresh.get(i), matcher.group(i + 1));
        }
        return Optional.of(more);
    }

    private void remember(int line, String planned) {
        if (line >= furthest) {
            furthest = line;
            wanted = planned;
        }
    }
}
