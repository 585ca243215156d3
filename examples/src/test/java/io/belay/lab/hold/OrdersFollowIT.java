package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.ClientLoad;
import io.belay.lab.Lab;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Profile;
import io.belay.lab.Proof;
import io.belay.lab.Sql;
import io.belay.lab.online.Content;
import io.belay.lab.online.OnlinePlan;
import io.belay.lab.online.OnlineProof;
import io.belay.workers.step.FollowStep;
import io.belay.workers.step.HostStep;
import io.belay.workers.step.PublishStep;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The usual profile, that of the tour, is one that a candidate can follow: whatever kind of table, column and type it has. */
class OrdersFollowIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Its own, and the one that every cluster has. */
    private static final int FOLLOWED = Profile.ORDERS.databases().size() + 1;

    @Test
    void a_candidate_of_the_usual_profile_follows_its_clients_and_holds_what_live_holds_in_every_table()
            throws IOException, SQLException {
        LabNeeds.loopDevices();
        try (Lab lab =
                Lab.open(LabWish.usual().withoutTemporal(), sentence -> System.out.println("  lab: " + sentence))) {
            lab.cluster().letBelayPublish();
            StepBench bench =
                    new StepBench(lab.hostConfiguration(), lab.writePlan("online", OnlinePlan.steps("1d")), "r1");
            HostStep publish = new PublishStep();
            HostStep follow = new FollowStep(Clock.systemUTC());
            try (ClientLoad load = lab.startLoad(ClientLoad.Shape.moderate())) {
                StepResult looked = succeeded(bench.carryOut("preflight", 1));
                assertThat(looked.findings())
                        .extracting(FindingReport::severity)
                        .doesNotContain("blocker");
                succeeded(bench.carryOut(publish, 1));
                for (String kind : List.of("snapshot", "clone", "pg_upgrade")) {
                    succeeded(bench.carryOut(kind, 1));
                }
                succeeded(bench.carryOut(follow, 1));

                load.rest();
                OnlineProof.awaitFollower(lab.cluster().door("postgres"), FOLLOWED, PATIENCE);
                assertEqual(lab);
                load.goOn();

                succeeded(follow.undo(bench.context("follow", 1)));
                succeeded(publish.undo(bench.context("publish", 1)));
                assertThat(load.stop().failures()).isEmpty();
            }
            try (Sql sql = lab.cluster().open("orders")) {
                assertThat(Proof.of(lab.acknowledgements(), sql).nothingLost()).isTrue();
            }
        }
    }

    private static StepResult succeeded(StepResult result) {
        System.out.println("  " + result.summary());
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.SUCCEEDED);
        return result;
    }

    private static void assertEqual(Lab lab) throws SQLException {
        for (String database : Profile.ORDERS.databases()) {
            try (Sql live = lab.cluster().open(database);
                    Sql candidate = Sql.open(lab.doorToTarget(database))) {
                Content content = Content.of(live);
                assertThat(content.differences(Content.of(candidate)))
                        .as(database)
                        .isEmpty();
                assertThat(content.digests()).as(database).isNotEmpty();
            }
        }
    }
}
