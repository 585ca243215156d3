package io.belay.workers.verify;

import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** Compares a frozen pair as a whole. Thread-safe; one call at a time per pair. */
public final class PairComparison {

    /** Not among a server's databases, and yet what every new database begins with. */
    private static final String TEMPLATE = "template1";

    /**
     * What is compared besides the catalogs, which always are.
     *
     * @param schema every object's definition
     * @param rows every table's exact number of rows
     * @param sequences every sequence's exact state
     */
    public record Extent(boolean schema, boolean rows, boolean sequences) {

        public static final Extent ALL = new Extent(true, true, true);
    }

    private final FrozenPair pair;
    private final Parallel parallel;

    /** @param tick called about once a second in the calling thread, for heartbeats; may throw to end the work */
    public PairComparison(FrozenPair pair, Runnable tick) {
        this.pair = pair;
        this.parallel = new Parallel(pair.jobs(), tick);
    }

    /** @throws io.belay.workers.postgres.PostgresFailure when a server refuses to be read; nothing is known then */
    public Comparison compare(Extent extent) {
        Set<String> left = databases(pair.old());
        Set<String> right = databases(pair.upgraded());
        Set<String> both = new TreeSet<>(left);
        both.retainAll(right);
        Comparison all = lostAndExtra(left, right).and(cluster());
        for (String database : both) {
            all = all.and(content(database, extent));
        }
        return extent.schema() ? all.and(schemas(List.copyOf(both))) : all;
    }

    /** Only the catalogs and where sequences stand, databases side by side: for a moment in which clients wait. */
    public Comparison compareCatalogs() {
        Extent extent = new Extent(false, false, true);
        Set<String> left = databases(pair.old());
        Set<String> right = databases(pair.upgraded());
        List<Callable<Comparison>> tasks = new ArrayList<>();
        tasks.add(this::cluster);
        left.stream().filter(right::contains).forEach(database -> tasks.add(() -> content(database, extent)));
        return parallel.run(tasks).stream().reduce(lostAndExtra(left, right), Comparison::and);
    }

    /**
     * What {@link #compare} sends to each of the two servers: in this order within a database, and the databases one after the
     * other. {@link #compareCatalogs} sends the same, with an extent of sequences only.
     */
    public static List<ListedStatement> statements(Extent extent, int oldMajor) {
        List<ListedStatement> listed = new ArrayList<>(List.of(ListedStatement.in(TEMPLATE, JdbcServer.DATABASES)));
        CatalogComparison.statements(CatalogFact.Scope.CLUSTER, oldMajor)
                .forEach(sql -> listed.add(ListedStatement.in(TEMPLATE, sql)));
        ExtensionComparison.statements().forEach(sql -> listed.add(ListedStatement.inEach(sql)));
        CatalogComparison.statements(CatalogFact.Scope.DATABASE, oldMajor)
                .forEach(sql -> listed.add(ListedStatement.inEach(sql)));
        if (extent.sequences()) {
            listed.addAll(SequenceComparison.statements());
        }
        if (extent.rows()) {
            listed.addAll(RowComparison.statements());
        }
        return listed;
    }

    /** What is sent to new only, behind all others. */
    public static List<ListedStatement> statementsToNew(Extent extent) {
        return extent.schema() ? SchemaComparison.statements() : List.of();
    }

    private static Set<String> databases(Side side) {
        Set<String> names = new TreeSet<>(side.server().databases());
        names.add(TEMPLATE);
        return names;
    }

    private static Comparison lostAndExtra(Set<String> left, Set<String> right) {
        List<Difference> found = new ArrayList<>();
        left.stream()
                .filter(name -> !right.contains(name))
                .forEach(name -> found.add(new Difference(Difference.Kind.DATABASE, name, name, "there", "")));
        right.stream()
                .filter(name -> !left.contains(name))
                .forEach(name -> found.add(new Difference(Difference.Kind.DATABASE, name, name, "", "there")));
        return new Comparison(found, List.of(), Map.of("databases", (long) left.size()));
    }

    private Comparison cluster() {
        try (Session old = pair.old().server().open(TEMPLATE);
                Session upgraded = pair.upgraded().server().open(TEMPLATE)) {
            return CatalogComparison.compare(
                    CatalogFact.Scope.CLUSTER,
                    "",
                    old,
                    upgraded,
                    pair.old().server().major());
        }
    }

    private Comparison content(String database, Extent extent) {
        try (Session old = pair.old().server().open(database);
                Session upgraded = pair.upgraded().server().open(database)) {
            ExtensionComparison extensions = new ExtensionComparison(database, old, upgraded);
            Comparison all = CatalogComparison.compare(
                            CatalogFact.Scope.DATABASE,
                            database,
                            old,
                            upgraded,
                            pair.old().server().major())
                    .and(extensions.compare());
            if (extent.sequences()) {
                all = all.and(SequenceComparison.compare(database, old, upgraded));
            }
            if (extent.rows()) {
                all = all.and(new RowComparison(pair, parallel).compare(database, extensions, old, upgraded));
            }
            return all;
        }
    }

    private Comparison schemas(List<String> databases) {
        SchemaComparison comparison = new SchemaComparison(pair);
        List<Callable<Comparison>> tasks = IntStream.range(0, databases.size())
                .mapToObj(i -> (Callable<Comparison>) () -> comparison.compare(databases.get(i), i + 1))
                .toList();
        return parallel.run(tasks).stream().reduce(Comparison.NOTHING, Comparison::and);
    }
}
