package io.belay.cli.init;

import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.discovery.FoundPooler;
import io.belay.workers.discovery.Ground;
import io.belay.workers.discovery.LiveFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a person should know before they rely on the plan: bad ground, missing programs, what stands in front. For one list. */
public final class Cautions {

    private static final int MOST = 10;
    private static final long GIBIBYTE = 1L << 30;

    /** Snapshot, clone and the frozen twin that it is compared with. */
    private static final int COPIES = 3;

    /** A copy reads and writes; where nothing was measured, an ordinary disk. */
    private static final long UNMEASURED_RATE = 200L << 20;

    private static final int LEAST_FREE_PERCENT = 15;

    private final Choices choices;
    private final FoundCluster cluster;
    private final List<String> found = new ArrayList<>();

    private Cautions(Choices choices) {
        this.choices = choices;
        this.cluster = choices.cluster();
    }

    /** The gravest first, at most ten. */
    public static List<String> of(Choices choices) {
        Cautions cautions = new Cautions(choices);
        cautions.serverCannotBeRead();
        cautions.programs();
        cautions.ground();
        cautions.roles();
        cautions.inFront();
        cautions.aroundIt();
        List<String> found = cautions.found;
        if (found.size() <= MOST) {
            return List.copyOf(found);
        }
        List<String> first = new ArrayList<>(found.subList(0, MOST - 1));
        first.add((found.size() - first.size()) + " more, of less weight; preflight tells all of them");
        return first;
    }

    private void serverCannotBeRead() {
        if (cluster.live().isEmpty()) {
            found.add(
                    "the server let nobody in to be asked, so sizes, tablespaces, standbys and extensions are not known: "
                            + cluster.refusal());
        }
        if (cluster.live().map(LiveFacts::isStandby).orElse(false)) {
            found.add("this is a standby; a plan is for the server that it follows, on that one's host");
        }
    }

    private void programs() {
        if (!choices.shape().upgrades()) {
            return;
        }
        int target = choices.target();
        if (choices.situation().findings().installation(target).isEmpty()) {
            found.add("PostgreSQL " + target + " is not installed here: "
                    + choices.situation().findings().bringsServer(target));
            return;
        }
        List<String> extensions = cluster.live().map(LiveFacts::extensions).orElse(List.of());
        for (String name : choices.situation().findings().withoutFiles(target, extensions)) {
            found.add("the extension " + name + " has no files for " + target + " here: "
                    + choices.situation().findings().bringsExtension(target, name));
        }
    }

    private void ground() {
        Ground ground = cluster.ground();
        if (ground.inNetwork()) {
            found.add(
                    "the data lies on " + ground.fileSystem()
                            + ", another machine's disks: no snapshot there is one moment's, and copies go through the network");
        }
        found.addAll(ground.obstacles());
        long bytes = cluster.live().map(LiveFacts::bytes).orElse(0L);
        if (!ground.sharesBlocks()) {
            found.add("no copy-on-write file system (" + ground.fileSystem()
                    + "): each snapshot and each clone is a full copy" + copyInWords(ground, bytes));
        }
        long needed = ground.sharesBlocks() ? ground.total() / 100 * LEAST_FREE_PERCENT : bytes * COPIES;
        boolean here = ground.sharesBlocks() || choices.work().startsWith(ground.path());
        if (here && ground.total() > 0 && ground.free() < needed) {
            found.add("room: " + size(ground.free()) + " are free, " + size(needed) + " are wanted ("
                    + (ground.sharesBlocks()
                            ? "a full store would stop live; `snapshots.minimum_free` is 15%"
                            : "snapshot, clone and its twin")
                    + ")");
        }
    }

    private static String copyInWords(Ground ground, long bytes) {
        if (bytes == 0) {
            return "";
        }
        long rate = ground.copyRate().orElse(UNMEASURED_RATE);
        long minutes =
                Math.max(1, Duration.ofSeconds(2 * bytes / Math.max(1, rate)).toMinutes());
        return ", about " + minutes + " minutes for " + size(bytes) + " at "
                + (ground.copyRate().isPresent() ? "the measured " : "an assumed ") + Math.max(1, rate >> 20)
                + " MiB/s";
    }

    private void roles() {
        if (!choices.situation().findings().root()
                && !choices.situation().account().equals(cluster.owner())) {
            found.add("a worker runs as root or as `" + cluster.owner() + "`; this account is neither");
        }
        String service = cluster.startedBy().service();
        if (service.equals("patroni")) {
            found.add(
                    "Patroni runs this server and would start it again behind a promotion; rehearsals are not concerned");
        } else if (!service.equals("pg_ctl")) {
            found.add(
                    "the server is " + cluster.startedBy().inWords()
                            + ": rehearsals are not concerned, a promotion is carried out only where nothing but pg_ctl starts it");
        }
    }

    private void inFront() {
        for (FoundPooler pooler : cluster.poolers()) {
            if (!pooler.sessionPooled().isEmpty()) {
                found.add(
                        "PgBouncer pools " + String.join(", ", pooler.sessionPooled())
                                + " by session: a client is held only once it disconnects; `pool_mode = transaction` holds at once");
            }
            if (pooler.wildcard()) {
                found.add(
                        "PgBouncer passes every database on by `*`: write an entry for each, or a promotion is refused");
            }
        }
        if (choices.shape().promotes() && cluster.poolers().isEmpty()) {
            found.add(
                    "no PgBouncer on this host leads here: a promotion cannot hold clients, they get errors and have to"
                            + " connect again");
        }
    }

    private void aroundIt() {
        cluster.live().ifPresent(live -> {
            if (!live.standbys().isEmpty()) {
                found.add("standbys are connected (" + String.join(", ", live.standbys())
                        + "): they follow live and have to be made anew from new");
            }
            if (!live.slots().isEmpty() && choices.shape().promotes()) {
                found.add("replication slots (" + String.join(", ", live.slots())
                        + ") are not carried over; a promotion waits until they are gone");
            }
            boolean archives = !List.of("", "(disabled)").contains(live.setting("archive_command"));
            if (archives && choices.shape().promotes()) {
                found.add(
                        "the log is archived (archive_command): new is another system to the archive; prepare its place there");
            }
            if (choices.shape() == Shape.ONLINE && live.keyless() > 0) {
                found.add(
                        live.keyless() + " tables have no primary key; their changes cannot follow to new (`ALTER TABLE"
                                + " ... REPLICA IDENTITY`)");
            }
        });
    }

    static String size(long bytes) {
        return bytes < GIBIBYTE ? Math.max(1, bytes >> 20) + " MiB" : bytes / GIBIBYTE + " GiB";
    }
}
