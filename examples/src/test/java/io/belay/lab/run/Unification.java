package io.belay.lab.run;

import io.belay.workers.commands.PlannedPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Holds a list of planned commands against what a run noted: each noted line must be the next planned one, and a name in angle brackets
 * must stand for one value throughout. What is under a condition may be missing; what is for each may come several times; names that
 * appear there first have values of their own there. Of parts that go side by side each keeps its own order. A statement that a step
 * sends again to the same database is noted once.
 */
final class Unification {

    /** In front of a statement, where a program has its account. */
    static final String SQL = "sql";

    /** Steps that the search may take: a list and a run that part are not worth every way to look at them. */
    private static final long PATIENCE = 200_000;

    /** @param words account and arguments of a program, or place and text of a statement */
    record Noted(String step, List<String> words) {}

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

        State forgetting(Set<String> own) {
            Map<String, String> left = new HashMap<>(names);
            left.keySet().removeAll(own);
            return new State(line, left, part, sent);
        }
    }

    /** What is left behind a noted line, and the state then. */
    private interface Then extends BiFunction<List<Wanted>, State, Optional<State>> {}

    private final List<Noted> lines;
    private long steps;
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
        List<Wanted> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            all.addAll(Wanted.of(i, parts.get(i)));
        }
        Unification unification = new Unification(lines);
        return unification
                .all(all, new State(0, known, -1, Set.of()))
                .map(State::names)
                .orElseThrow(unification::parted);
    }

    private AssertionError parted() {
        String noted = furthest < lines.size() ? lines.get(furthest).toString() : "nothing more";
        return new AssertionError(
                "list and run part at line " + (furthest + 1) + ":\n planned " + wanted + "\n run     " + noted);
    }

    private Optional<State> all(List<Wanted> left, State state) {
        return state.line() == lines.size() ? end(left, state) : next(left, state, this::all);
    }

    /** The next noted line, whichever of what is left it may be. */
    private Optional<State> next(List<Wanted> left, State state, Then then) {
        if (++steps > PATIENCE) {
            throw parted();
        }
        if (left.isEmpty()) {
            remember(state.line(), "nothing more");
            return Optional.empty();
        }
        Wanted first = left.get(0);
        List<Wanted> rest = left.subList(1, left.size());
        if (first instanceof Wanted.Line line) {
            State now = state.in(line.part());
            return isSentAgain(line, now)
                    ? next(rest, now, then)
                    : one(line, now).flatMap(after -> then.apply(rest, after));
        }
        if (first instanceof Wanted.Scope scope) {
            Optional<State> taken =
                    next(joined(scope.begun(state.line(), state.names().keySet(), steps), rest), state, then);
            return taken.isPresent() ? taken : next(rest, state, then);
        }
        if (first instanceof Wanted.End end) {
            State after = state.forgetting(end.own());
            boolean again = end.scope().again() && state.line() > end.from();
            return next(again ? joined(List.of(end.scope()), rest) : rest, after, then);
        }
        return beside(((Wanted.Beside) first).lanes(), rest, state, then);
    }

    private Optional<State> beside(List<List<Wanted>> lanes, List<Wanted> rest, State state, Then then) {
        for (int i = 0; i < lanes.size(); i++) {
            int lane = i;
            Optional<State> taken = next(lanes.get(i), state, (left, after) -> {
                List<List<Wanted>> now = new ArrayList<>(lanes);
                now.set(lane, left);
                return then.apply(joined(List.of(new Wanted.Beside(now)), rest), after);
            });
            if (taken.isPresent()) {
                return taken;
            }
        }
        Optional<State> done = Optional.of(state);
        for (List<Wanted> lane : lanes) {
            done = done.flatMap(now -> end(lane, now));
        }
        return done.flatMap(after -> next(rest, after, then));
    }

    /** Whether nothing of it has to come any more. */
    private Optional<State> end(List<Wanted> left, State state) {
        State now = state;
        for (Wanted each : left) {
            if (each instanceof Wanted.Line line) {
                now = now.in(line.part());
                if (!isSentAgain(line, now)) {
                    remember(now.line(), line.step() + " " + line.words());
                    return Optional.empty();
                }
            } else if (each instanceof Wanted.End end) {
                now = now.forgetting(end.own());
            } else if (each instanceof Wanted.Beside beside) {
                for (List<Wanted> lane : beside.lanes()) {
                    Optional<State> done = end(lane, now);
                    if (done.isEmpty()) {
                        return done;
                    }
                    now = done.get();
                }
            }
        }
        return Optional.of(now);
    }

    private static List<Wanted> joined(List<Wanted> first, List<Wanted> second) {
        List<Wanted> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private Optional<State> one(Wanted.Line planned, State state) {
        remember(state.line(), planned.step() + " " + planned.words());
        if (!lines.get(state.line()).step().equals(planned.step())) {
            return Optional.empty();
        }
        List<String> noted = lines.get(state.line()).words();
        return Templates.words(planned.words(), noted, state.names()).map(names -> state.behind(noted, names));
    }

    private static boolean isSentAgain(Wanted.Line planned, State state) {
        return planned.words().get(0).equals(SQL)
                && state.sent().stream()
                        .anyMatch(sent -> Templates.words(planned.words(), sent, state.names())
                                .filter(state.names()::equals)
                                .isPresent());
    }

    private void remember(int line, String planned) {
        if (line >= furthest) {
            furthest = line;
            wanted = planned;
        }
    }
}
