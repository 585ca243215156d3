package io.belay.workers.clone;

import io.belay.workers.postgres.HeardStatements;
import io.belay.workers.postgres.LiveCluster;
import io.belay.workers.postgres.TestHost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clone's first start sends is what is listed without one, on both ends of the majors. */
class StatementsOfCloneIT {

    @ParameterizedTest
    @ValueSource(ints = {13, 17})
    void the_first_start_of_a_clone_sends_what_is_listed(int major) {
        TestHost.programs(major);
        HeardStatements heard = new HeardStatements();
        try (TestHost host = TestHost.open();
                LiveCluster live = LiveCluster.make(host, host.installation(major));
                CloneFixture clones = new CloneFixture(host)) {
            live.start()
                    .sql(
                            "postgres",
                            "CREATE SUBSCRIPTION \"other's\" CONNECTION 'host=/nowhere' PUBLICATION p"
                                    + " WITH (connect = false)");
            SafeClone clone = clones.pass(clones.copy(live));

            new CloneServers(clones.gate(), host.runner(), host.transcripts(), heard)
                    .recoverOnce(clone, CloneFixture.DEADLINE);
        }

        heard.areAsListed(CloneServers.statementsOfRecovery(major));
    }
}
