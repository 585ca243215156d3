package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Block;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.ListedStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The databases that rows flow from and to: what is sent to two servers in turn, for one database after the other, or for all of them at
 * the same time. Immutable.
 *
 * @param names sorted; empty when they are not known
 */
record EachDatabase(List<String> names) {

    EachDatabase {
        names = List.copyOf(names);
    }

    List<Planned> inOrder(Function<String, List<Planned>> planned) {
        return names.isEmpty()
                ? List.of(Planned.forEach("database", planned.apply(Placeholders.DATABASE)))
                : names.stream().flatMap(name -> planned.apply(name).stream()).toList();
    }

    /** @param what behind the name of each; empty when nothing else goes on there */
    List<Block> lanes(String what, Function<String, List<Planned>> planned) {
        return names.isEmpty()
                ? List.of(Planned.part(
                        "all databases" + what,
                        List.of(Planned.forEach("database", planned.apply(Placeholders.DATABASE)))))
                : names.stream()
                        .map(name -> Planned.part(name + what, planned.apply(name)))
                        .toList();
    }

    /** In the order of what something in each of them is called. */
    EachDatabase sortedBy(UnaryOperator<String> name) {
        return new EachDatabase(
                names.stream().sorted(Comparator.comparing(name)).toList());
    }

    /** To each database in turn. */
    List<Planned> to(RunServer server, List<ListedStatement> listed) {
        return ListedAt.of(server, names).all(listed);
    }

    static List<Planned> in(String database, RunServer server, ListedStatement... listed) {
        return in(database, server, List.of(listed));
    }

    static List<Planned> in(String database, RunServer server, List<ListedStatement> listed) {
        return ListedAt.of(server, List.of(database)).all(listed);
    }

    @SafeVarargs
    static List<Planned> joined(List<? extends Planned>... lists) {
        List<Planned> all = new ArrayList<>();
        for (List<? extends Planned> list : lists) {
            all.addAll(list);
        }
        return all;
    }
}
