package io.belay.workers.hold;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything that a hold has to know, decided before it begins and written down: the hold's process reads nothing else, and who
 * completes or undoes it after a crash reads the same. Immutable, without secrets.
 *
 * <p>One that says no mode was written by a version that knew the offline one only.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode", defaultImpl = OfflineOrder.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = OfflineOrder.class, name = "offline"),
    @JsonSubTypes.Type(value = OnlineOrder.class, name = "online")
})
public sealed interface HoldOrder permits OfflineOrder, OnlineOrder {

    /** The run's id. */
    String run();

    /** The step's id. */
    String step();

    /** Of the step. */
    int epoch();

    /** Name of the cluster within its host. */
    String cluster();

    /** For which clients may be held. */
    long budgetMilliseconds();

    /** Keeps what programs say. */
    Path transcripts();

    /** What clients come through. */
    List<Held> poolers();

    /** What this order makes of a hold. */
    Course course(HoldFolder folder, CommandRunner commands);

    default Duration budget() {
        return Duration.ofMillis(budgetMilliseconds());
    }

    /** Programs of one major. */
    public record Programs(int major, String version, Path folder) {}

    /**
     * @param all whether those that are not named are brought up to date too
     * @param only which, when not all
     * @param except which not
     */
    public record Extensions(boolean all, List<String> only, List<String> except) {

        public Extensions {
            only = List.copyOf(only);
            except = List.copyOf(except);
        }

        boolean wants(String name) {
            return (all || only.contains(name)) && !except.contains(name);
        }
    }

    /** @param databases its entries that point at live */
    public record Held(PoolerAddress address, List<String> databases) {

        public Held {
            databases = List.copyOf(databases);
        }
    }
}
