package io.belay.lab.online;

import io.belay.lab.ClientLoad;
import io.belay.lab.Lab;
import io.belay.lab.Profile;
import io.belay.lab.Timings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Clients in both databases of the profile {@code online}, through the pooler of a lab; every transaction is timed. One thread only.
 */
public final class OnlineLoad implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final Duration LONGEST = Duration.ofHours(3);

    private final Map<String, ClientLoad> loads = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Timings timings = Timings.kept();
    private boolean resting;
    private long inDoubt;

    private OnlineLoad() {}

    /** @param perSecond transactions of all clients of both databases together; four clients in each */
    public static OnlineLoad start(Lab lab, int perSecond, long seed) throws IOException {
        OnlineLoad load = new OnlineLoad();
        List<String> databases = Profile.ONLINE.databases();
        for (String database : databases) {
            Path file = lab.work().resolve("acknowledged-" + database);
            ClientLoad.Shape shape = new ClientLoad.Shape(CLIENTS, perSecond / databases.size(), LONGEST, seed);
            load.files.put(database, file);
            load.loads.put(
                    database,
                    ClientLoad.start(lab.pooler().door(database, "app"), shape, Orders::order, load.timings, file));
        }
        return load;
    }

    public Timings timings() {
        return timings;
    }

    /** Numbers of the acknowledged orders, a file for each database. */
    public Map<String, Path> acknowledgements() {
        return Map.copyOf(files);
    }

    public long acknowledged() {
        return loads.values().stream()
                .mapToLong(load -> load.seen().acknowledged())
                .sum();
    }

    /** Transactions that ended with an error, whatever became of them. */
    public long failed() {
        return loads.values().stream().mapToLong(load -> load.seen().failed()).sum();
    }

    /** First messages of those. */
    public List<String> failures() {
        return loads.values().stream()
                .flatMap(load -> load.seen().failures().stream())
                .toList();
    }

    /** Failures until now do not count, because a test ended the connections; their orders are in doubt from now on. */
    public void forgetFailures() {
        inDoubt += loads.values().stream().mapToLong(ClientLoad::forgetFailures).sum();
    }

    /** Orders that may be there or not: the connection was ended before the client heard. */
    public long inDoubt() {
        return inDoubt;
    }

    /** Lets each client end its transaction; until {@link #goOn} nothing is written, and all acknowledgements are on disk. */
    public void rest() throws IOException {
        resting = true;
        for (ClientLoad load : loads.values()) {
            load.rest();
        }
    }

    public void goOn() {
        loads.values().forEach(ClientLoad::goOn);
        resting = false;
    }

    public boolean isResting() {
        return resting;
    }

    @Override
    public void close() throws IOException {
        for (ClientLoad load : loads.values()) {
            load.close();
        }
    }
}
