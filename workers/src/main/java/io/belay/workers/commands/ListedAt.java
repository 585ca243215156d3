package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.ListedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Turns what a component lists into planned statements: each database by its name where they are known. Immutable.
 *
 * @param databases empty when they are not known
 */
record ListedAt(List<String> servers, List<String> databases) {

    private static final String FIRST_DATABASE = "<first database>";

    static ListedAt of(RunServer server, List<String> databases) {
        return new ListedAt(List.of(server.word()), databases);
    }

    List<Planned> all(List<ListedStatement> listed) {
        List<Planned> all = new ArrayList<>();
        int from = 0;
        while (from < listed.size()) {
            int to = from + 1;
            boolean each = isInEach(listed.get(from));
            while (to < listed.size() && isInEach(listed.get(to)) == each) {
                to++;
            }
            List<ListedStatement> group = listed.subList(from, to);
            all.addAll(each ? inEach(group) : conditions(group));
            from = to;
        }
        return all;
    }

    private List<Planned> inEach(List<ListedStatement> group) {
        if (databases.isEmpty()) {
            return List.of(Planned.forEach("database", conditions(group)));
        }
        return databases.stream()
                .flatMap(database ->
                        conditions(group.stream()
                                        .map(one -> new ListedStatement(database, one.sql(), one.when()))
                                        .toList())
                                .stream())
                .toList();
    }

    /** Those that share a condition stand under it together. */
    private List<Planned> conditions(List<ListedStatement> group) {
        List<Planned> all = new ArrayList<>();
        int from = 0;
        while (from < group.size()) {
            String when = group.get(from).when();
            int to = from;
            List<Planned> same = new ArrayList<>();
            while (to < group.size() && group.get(to).when().equals(when)) {
                same.add(statement(group.get(to)));
                to++;
            }
            Stream<Planned> made = when.isEmpty() ? same.stream() : Stream.of(new Block(Kind.FOR_EACH, when, same));
            made.forEach(all::add);
            from = to;
        }
        return all;
    }

    private Statement statement(ListedStatement listed) {
        String database =
                listed.database().equals(FIRST_DATABASE) && !databases.isEmpty() ? databases.get(0) : listed.database();
        return new Statement(servers, database, listed.sql());
    }

    private static boolean isInEach(ListedStatement listed) {
        return listed.database().equals(ListedStatement.EACH_DATABASE);
    }
}
