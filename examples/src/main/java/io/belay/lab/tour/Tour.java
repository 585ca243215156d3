package io.belay.lab.tour;

import io.belay.cli.Console;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.client.Connection;
import io.belay.engine.client.EngineClient;
import io.belay.lab.ClientLoad;
import io.belay.lab.ClientLoad.Seen;
import io.belay.lab.Lab;
import io.belay.lab.LabCluster;
import io.belay.lab.LabWish;
import io.belay.lab.Profile;
import io.belay.lab.Proof;
import io.belay.lab.Sql;
import io.belay.lab.online.Content;
import io.belay.lab.online.OnlinePlan;
import io.belay.lab.online.OnlineProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The order of the tour's chapters, on real parts. It stops at the first promise that does not hold; whatever it made is removed
 * at its end, unless it is to be kept, and when it is interrupted in any case. One thread.
 */
final class Tour {

    /** Rehearsals leave out what touches live, needs a person, or clients. */
    private static final List<String> STEPS = OnlinePlan.steps("1d");

    /** The databases of the lab, and the one that every cluster has. */
    private static final int FOLLOWED = Profile.ORDERS.databases().size() + 1;

    private static final Duration CAUGHT_UP = Duration.ofMinutes(2);

    private final Telling telling;
    private final Console console;
    private final boolean keep;

    Tour(Telling telling, Console console, boolean keep) {
        this.telling = telling;
        this.console = console;
        this.keep = keep;
    }

    void run() {
        // On Ctrl-C the lab removes itself meanwhile; its own words are still heard.
        Runtime.getRuntime().addShutdownHook(new Thread(telling::end, "tour-end"));
        telling.chapter("A PostgreSQL 13 cluster with clients, made for this tour");
        Lab.notUsedHere().forEach(sentence -> telling.says("not root: " + sentence));
        try (Lab lab = Lab.open(LabWish.usual().withoutTemporal(), telling);
                ClientLoad load = lab.startLoad(ClientLoad.Shape.moderate())) {
            telling.says("clients pay 100 times a second through PgBouncer; every payment that the server confirms is"
                    + " noted outside of it");
            telling.chapter("Belay itself: Temporal, engine, worker and page");
            withBelay(lab, load);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("the lab's cluster refused: " + failure.getMessage(), failure);
        }
        telling.good("the tour took " + telling.elapsed().toSeconds() + " s"
                + (keep ? "" : "; everything was removed again"));
    }

    private void withBelay(Lab lab, ClientLoad load) throws IOException, SQLException {
        try (DevProcess dev = DevProcess.start(lab, keep);
                EngineClient engine = EngineClient.connect(Connection.plain(dev.temporal()))) {
            telling.good("all parts are up; their page is " + dev.page());
            String run = "";
            try {
                lab.writePlan("orders", STEPS);
                Story story = new Story(telling, lab, engine);
                tell(story, load);
                Promotion promotion = new Promotion(telling, lab, load, engine, story.plan());
                run = promotion.apply();
                promotion.thereAndBack();
                requireNoFailure(load.seen());
                nothingLost(lab, load, promotion);
                lookNext(lab);
            } finally {
                // Also when the tour stopped early: whoever wants to keep it wants to look into that.
                if (keep) {
                    lab.keep();
                    sayWhatStays(lab, dev, run);
                }
            }
        }
    }

    private void tell(Story story, ClientLoad load) throws SQLException {
        telling.chapter("Snapshots and an instant clone, while clients go on");
        SnapshotReport second = story.snapshotsAndClone();

        telling.chapter("On a working day, somebody creates an object");
        SnapshotReport third = story.faultOnLive();

        telling.chapter("The upgrade to 17 is rehearsed on clones of S2 and S3");
        story.rehearsePassing(second);
        story.rehearseFailing(third);
        unnoticed(load);

        telling.chapter("The remedy is run on live, and the upgrade passes again");
        story.correctOnLive();
        SnapshotReport fourth = story.snapshot("S4");
        story.rehearsePassing(fourth);
        story.wellAgain(fourth);
    }

    private void unnoticed(ClientLoad load) {
        Seen seen = load.seen();
        requireNoFailure(seen);
        telling.good("live did not notice: " + seen.acknowledged() + " payments so far, none failed, the slowest took "
                + seen.slowest().toMillis() + " ms");
    }

    private static void requireNoFailure(Seen seen) {
        if (seen.failed() > 0) {
            throw new TourStopped(
                    seen.failed() + " payments failed: " + String.join("; ", seen.failures()),
                    "tail -n 50 of PgBouncer's and PostgreSQL's log in the lab's folder");
        }
    }

    private void nothingLost(Lab lab, ClientLoad load, Promotion promotion) throws IOException, SQLException {
        telling.chapter("Was anything lost?");
        Seen seen = load.stop();
        Proof proof;
        try (Sql sql = Sql.open(lab.doorToTarget("orders"))) {
            proof = Proof.of(lab.acknowledgements(), sql);
        }
        requireNoFailure(seen);
        if (!proof.nothingLost()) {
            throw new TourStopped("payments are missing: " + proof, "this must not happen; please report it");
        }
        telling.good("the clients stopped: " + proof.acknowledged()
                + " payments were confirmed, all of them are in new, every balance is right, none failed");
        telling.good("old, which follows under its fence, holds the same: " + equalTables(lab)
                + " tables were compared, each row by its hash");
        promotion.proofs();
    }

    /** @return how many tables hold the same on both sides: all of them */
    private static int equalTables(Lab lab) throws SQLException {
        OnlineProof.awaitFollower(lab.doorToTarget("postgres"), FOLLOWED, CAUGHT_UP);
        int tables = 0;
        for (String database : Profile.ORDERS.databases()) {
            try (Sql fresh = Sql.open(lab.doorToTarget(database));
                    Sql old = Sql.open(lab.cluster().doorAs(database, LabCluster.BELAY_ROLE))) {
                Content content = Content.of(fresh);
                List<String> differences = content.differences(Content.of(old));
                if (!differences.isEmpty()) {
                    throw new TourStopped(
                            "old and new differ: " + differences, "this must not happen; please report it");
                }
                tables += content.digests().size();
            }
        }
        return tables;
    }

    private void lookNext(Lab lab) {
        if (!keep) {
            telling.says("to look around in it yourself: " + console.command() + " quickstart --keep");
        }
        telling.says("for a cluster of your own: docs/manual/getting-started.md; the plan of this tour, "
                + lab.planFile().getFileName() + ", names a cluster and lists steps, no more");
    }

    private void sayWhatStays(Lab lab, DevProcess dev, String run) {
        telling.says("all of it goes on running, but for the clients; what to try:");
        telling.field("page", dev.page());
        telling.field("once", "export BELAY_STATE=" + dev.state());
        telling.field(
                "then",
                console.command() + " status " + run + "\n" + console.command() + " logs " + run + " promote\n"
                        + console.command() + " ledger " + lab.clusterReference());
        telling.field("back", console.command() + " rollback " + run + "   makes old live again, and once more new");
        telling.field(
                "psql",
                asAccount(lab) + lab.bin(17).resolve("psql") + " -h "
                        + lab.cluster().socketFolder() + " -p " + lab.targetPort() + " -U postgres orders");
        telling.field("remove", console.command() + " quickstart --remove");
    }

    private static String asAccount(Lab lab) {
        return lab.account().equals(System.getProperty("user.name"))
                ? ""
                : "setpriv --reuid=" + lab.account() + " --regid=" + lab.account() + " --init-groups ";
    }
}
