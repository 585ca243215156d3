package io.belay.lab.run;

import io.belay.workers.commands.Planned;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.commands.PlannedPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a list of planned commands against what a run noted: each noted line must be the next planned one, and a name in angle brackets
 * must stand for one value throughout. What is under a condition may be missing; what is for each may come several times, each with
 * values of its own for names that appear there first.
 */
final class Unification {

    private static final Pattern NAME = Pattern.compile("<([A-Za-z][^<>\n]*)>");

    /** @param words account and arguments of a program, or place and text of a statement */
    record Noted(String step, List<String> words) {}

    private record Item(String step, Planned planned) {}

    private record State(int line, Map<String, String> names) {}

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
        List<Item> items = new ArrayList<>();
        parts.forEach(part -> part.forwards().forEach(command -> items.add(new Item(part.step(), command))));
        Unification unification = new Unification(lines);
        return unification
                .match(items, new State(0, Map.of()), unification::end)
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
        return words.isEmpty()
                ? match(rest, state, then)
                : one(first.step(), words, state).flatMap(after -> match(rest, after, then));
    }

    private Optional<State> block(
            Item item, Block block, List<Item> rest, State state, Function<State, Optional<State>> then) {
        List<Item> inside = block.inside().stream()
                .map(planned -> new Item(item.step(), planned))
                .toList();
        if (block.kind() == Kind.IN_JOBS) {
            return match(inside, state, after -> match(rest, after, then));
        }
        Optional<State> taken = match(inside, state, after -> {
            if (block.kind() == Kind.ONLY_IF || after.line() == state.line()) {
                return match(rest, after, then);
            }
            return block(item, block, rest, new State(after.line(), state.names()), then);
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
        return words(planned, lines.get(state.line()).words(), state.names())
                .map(names -> new State(state.line() + 1, names));
    }

    /** Account and arguments; a call of the worker's own is noted nowhere. */
    private static List<String> words(Planned planned) {
        List<String> words = new ArrayList<>();
        if (planned instanceof Program program) {
            words.add(program.account());
            words.addAll(program.arguments());
        } else if (planned instanceof Statement statement) {
            words.add("sql");
            words.add(statement.where());
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
                : word(template, run.get(0), names)
                        .flatMap(known -> words(rest, run.subList(1, run.size()), known));
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
        Matcher matcher =
                Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(value);
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
