package io.belay.bench;

import io.belay.bench.online.Switched;
import io.belay.bench.online.Switcher;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.lab.Narrator;
import io.belay.lab.Profile;
import io.belay.lab.Timings.Span;
import io.belay.lab.online.OnlineLoad;
import io.belay.lab.online.OnlineProof;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One lab of its own, clients that write through its pooler all the time, one fresh build, and switches between both servers. Behind
 * each switch the clients rest, the follower catches up, and both sides are held against what the clients were told. One thread only.
 */
final class OnlineRun implements AutoCloseable {

    /** Live will be a subscriber too, and its apply workers shall come back as soon as the new side's do. */
    static final LabWish WISH = LabWish.usual()
            .withSettings(Map.of("wal_retrieve_retry_interval", "'500ms'", "max_worker_processes", "12"));

    private static final long SEED = 4711;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Lab lab;
    private final OnlineLoad load;
    private final Switcher switcher;
    private final Map<String, Duration> built;
    private final Narrator narrator;
    /** Until the rest before the last one, and until the last one. */
    private long failedBefore;

    private long failed;

    private OnlineRun(Lab lab, OnlineLoad load, Switcher switcher, Map<String, Duration> built, Narrator narrator) {
        this.lab = lab;
        this.load = load;
        this.switcher = switcher;
        this.built = built;
        this.narrator = narrator;
    }

    /**
     * @param scale 20 sequences in each database for each
     * @param perSecond transactions of all clients
     * @param warming how long clients write before anything else happens
     */
    static OnlineRun start(Switcher.Kind kind, int scale, int perSecond, Duration warming, Narrator narrator)
            throws Exception {
        Lab lab = Lab.open(WISH.with(Profile.ONLINE, scale), unheard -> {});
        Optional<OnlineLoad> load = Optional.empty();
        try {
            // One refused login would hold all clients for 15 seconds.
            lab.pooler().command("SET server_login_retry = '0.1'");
            load = Optional.of(OnlineLoad.start(lab, perSecond, SEED));
            pass(warming);
            Switcher switcher = kind.in(lab);
            OnlineRun run = new OnlineRun(lab, load.get(), switcher, switcher.build(), narrator);
            run.prove(false);
            return run;
        } catch (Exception failure) { // whatever it was, the lab goes
            if (load.isPresent()) {
                load.get().close();
            }
            lab.close();
            throw failure;
        }
    }

    /** What each part of the build took. */
    Map<String, Duration> built() {
        return built;
    }

    /**
     * @param beside how long before and behind the hold latency is looked at; so long the clients write before they rest
     * @param more how long they write beyond that
     */
    Held switchOver(boolean there, Duration beside, Duration more) throws Exception {
        pass(beside);
        Switched switched = there ? switcher.switchThere() : switcher.switchBack();
        pass(beside);
        pass(more);
        OnlineProof proof = prove(true);
        Span hold = switched.hold();
        Span before = new Span(hold.began() - beside.toNanos(), hold.began());
        Span after = new Span(hold.ended(), hold.ended() + beside.toNanos());
        Map<String, Duration> slowest = load.timings().slowest(hold);
        return new Held(
                there,
                slowest.values().stream().max(Duration::compareTo).orElse(Duration.ZERO),
                slowest.values().stream().toList(),
                load.timings().longestGap(new Span(before.began(), after.ended())),
                load.timings().latency(before),
                load.timings().latency(after),
                load.timings().latency(before).count() / Math.max(1, beside.toSeconds()),
                failed - failedBefore,
                switched,
                proof);
    }

    /** Lets the clients rest meanwhile. */
    private OnlineProof prove(boolean switched) throws Exception {
        load.rest();
        failedBefore = failed;
        failed = load.failed();
        OnlineProof.awaitFollower(switcher.serving("postgres"), switcher.streams(), PATIENCE);
        OnlineProof proof = OnlineProof.of(load.acknowledgements(), switcher::serving, switcher::following, switched);
        load.goOn();
        proof.wrong().forEach(wrong -> narrator.says("    WRONG: " + wrong));
        if (failed > failedBefore) {
            load.failures().forEach(failure -> narrator.says("    failed: " + failure));
        }
        return proof;
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Override
    public void close() throws Exception {
        try {
            load.close();
            switcher.close();
        } finally {
            lab.close();
        }
    }
}
