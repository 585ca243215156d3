package io.belay.workers.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.postgres.HeardStatements;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import io.belay.workers.verify.PairComparison.Extent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster and its copy stand for the pair: the statements depend on old's major only. */
class StatementsOfComparisonIT {

    private static final String[] SEED = {
        "CREATE TABLE public.t AS SELECT 1 AS n", "CREATE SEQUENCE public.s", "CREATE SEQUENCE public.\"o'dd\""
    };

    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void a_comparison_sends_what_is_listed_to_each_side_and_the_mirror_to_new_only(int major) {
        HeardStatements toOld = new HeardStatements();
        HeardStatements toNew = new HeardStatements();
        Path folder = TestCluster.folder("statements");
        try (TestCluster old = cluster(major);
                TestCluster upgraded = old.copy("statements-copy").start()) {
            old.start();
            upgraded.sql("postgres", "CREATE VIEW public.v AS SELECT 1 AS one");

            Comparison comparison = compare(old, toOld, upgraded, toNew, folder, Extent.ALL);

            assertThat(comparison.differences()).isNotEmpty();
        } finally {
            TestCluster.remove(folder);
        }
        List<ListedStatement> listed = new ArrayList<>(PairComparison.statements(Extent.ALL, major));
        toOld.areAsListed(listed);
        listed.addAll(PairComparison.statementsToNew(Extent.ALL));
        toNew.areAsListed(listed);
    }

    private static TestCluster cluster(int major) {
        TestCluster cluster = TestCluster.create(TestCluster.installation(major), "statements")
                .start();
        cluster.sql("postgres", SEED);
        cluster.sql("template1", SEED);
        return cluster.stop();
    }

    private static Comparison compare(
            TestCluster old,
            HeardStatements toOld,
            TestCluster upgraded,
            HeardStatements toNew,
            Path folder,
            Extent extent) {
        Installation programs = TestCluster.installation(17);
        FrozenPair pair = new FrozenPair(
                side(old, toOld),
                side(upgraded, toNew),
                programs,
                new HostCommandRunner(Masking.none()),
                folder,
                folder,
                TestCluster.account(),
                Map.of(),
                2);
        return new PairComparison(pair, () -> {}).compare(extent);
    }

    private static Side side(TestCluster cluster, HeardStatements heard) {
        Side side = cluster.side();
        return new Side(
                new OfClone(
                        cluster.installation().major(),
                        new JdbcServer(cluster.access().noting(heard), "template1")),
                side.socketDirectory(),
                side.port(),
                side.user());
    }

    /** A clone's major is known from its files, so nobody asks the server. */
    private record OfClone(int major, JdbcServer server) implements Server {

        @Override
        public List<String> databases() {
            return server.databases();
        }

        @Override
        public Session open(String database) {
            return server.open(database);
        }
    }
}
