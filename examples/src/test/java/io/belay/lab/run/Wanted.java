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
import java.util.Set;
import java.util.stream.Stream;

/** What of a plan is still to be found in a run. What the worker asks of the system itself is noted nowhere, and so is nothing here. */
sealed interface Wanted {

    /** @param words account and arguments, or place and text of a statement; as {@link Unification.Noted} has them */
    record Line(int part, String step, List<String> words) implements Wanted {}

    /** May be missing; {@code again}: may come more than once. */
    record Scope(List<Wanted> inside, boolean again) implements Wanted {

        /**
         * @param known names that have a value already, and keep it
         * @param number of this beginning: what goes on beside it knows nothing of its own names
         */
        List<Wanted> begun(int line, Set<String> known, long number) {
            Map<String, String> own = new HashMap<>();
            names(inside).stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> own.put(name, name + " " + number));
            List<Wanted> all = new ArrayList<>(renamed(inside, own));
            all.add(new End(this, Set.copyOf(own.values()), line));
            return all;
        }
    }

    /**
     * Of a scope that was begun.
     *
     * @param own names that have a value in it only
     * @param from the line that it was begun at
     */
    record End(Scope scope, Set<String> own, int from) implements Wanted {}

    /** At the same time, each in its own order. */
    record Beside(List<List<Wanted>> lanes) implements Wanted {}

    static List<Wanted> of(int number, PlannedPart part) {
        return of(number, part.step(), part.forwards());
    }

    private static List<Wanted> of(int part, String step, List<Planned> commands) {
        return commands.stream().flatMap(command -> of(part, step, command)).toList();
    }

    private static Stream<Wanted> of(int part, String step, Planned command) {
        if (command instanceof Program program) {
            List<String> words = new ArrayList<>(List.of(program.account()));
            words.addAll(program.arguments());
            return Stream.of(new Line(part, step, words));
        }
        if (command instanceof Statement statement) {
            String where = String.join(", ", statement.servers()) + " " + statement.database();
            return Stream.of(new Line(part, step, List.of(Unification.SQL, where, statement.sql())));
        }
        if (!(command instanceof Block block)) {
            return Stream.empty();
        }
        return switch (block.kind()) {
            case ONLY_IF, FOR_EACH ->
                Stream.of(new Scope(of(part, step, block.inside()), block.kind() == Kind.FOR_EACH));
            case IN_JOBS, PART -> of(part, step, block.inside()).stream();
            case SIDE_BY_SIDE ->
                Stream.of(new Beside(block.inside().stream()
                        .flatMap(lane -> PartOf.lanes(lane).stream())
                        .map(lane -> of(part, step, List.of(lane)))
                        .toList()));
        };
    }

    private static List<Wanted> renamed(List<Wanted> wanted, Map<String, String> names) {
        List<Wanted> renamed = new ArrayList<>();
        for (Wanted each : wanted) {
            if (each instanceof Line line) {
                List<String> words = line.words().stream()
                        .map(word -> Templates.renamed(word, names))
                        .toList();
                renamed.add(new Line(line.part(), line.step(), words));
            } else if (each instanceof Scope scope) {
                renamed.add(new Scope(renamed(scope.inside(), names), scope.again()));
            } else if (each instanceof Beside beside) {
                renamed.add(new Beside(beside.lanes().stream()
                        .map(lane -> renamed(lane, names))
                        .toList()));
            }
        }
        return renamed;
    }

    private static Set<String> names(List<Wanted> wanted) {
        Set<String> names = new HashSet<>();
        for (Wanted each : wanted) {
            if (each instanceof Line line) {
                line.words().forEach(word -> names.addAll(Templates.names(word)));
            } else if (each instanceof Scope scope) {
                names.addAll(names(scope.inside()));
            } else if (each instanceof Beside beside) {
                beside.lanes().forEach(lane -> names.addAll(names(lane)));
            }
        }
        return names;
    }
}
