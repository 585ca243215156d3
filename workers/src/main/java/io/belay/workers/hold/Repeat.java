package io.belay.workers.hold;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.belay.workers.hold.HoldOrder.Extensions;
import java.time.Duration;
import java.util.List;

/** What a step of the plan did to the run's candidate, to be done to the final clone once more. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Repeat.Script.class, name = "sql"),
    @JsonSubTypes.Type(value = Repeat.Rebuilding.class, name = "reindex"),
    @JsonSubTypes.Type(value = Repeat.Updating.class, name = "extensions")
})
public sealed interface Repeat {

    /** The step's id. */
    String step();

    /**
     * A file of SQL.
     *
     * @param path as the plan names it
     * @param databases in which it runs, in this order; empty for all
     * @param single whether all of it is one transaction
     * @param timeoutMilliseconds of the step, all databases together
     */
    record Script(
            String step, String path, String text, List<String> databases, boolean single, long timeoutMilliseconds)
            implements Repeat {

        public Script {
            databases = List.copyOf(databases);
        }

        Duration timeout() {
            return Duration.ofMillis(timeoutMilliseconds);
        }
    }

    /**
     * Indexes that are built anew. Which ones is decided in the hold: live may have others by now.
     *
     * @param what {@code affected}, {@code invalid}, {@code all}, or {@code named}
     * @param names of the named ones, {@code schema.name}
     * @param jobs processes that build one index; 0 for as many as the host has processors
     */
    record Rebuilding(String step, String what, List<String> names, int jobs, long timeoutMilliseconds)
            implements Repeat {

        public static final String NAMED = "named";

        public Rebuilding {
            names = List.copyOf(names);
        }

        Duration timeout() {
            return Duration.ofMillis(timeoutMilliseconds);
        }
    }

    /** Extensions that the plan brings up to date behind something else that is repeated. */
    record Updating(String step, Extensions extensions) implements Repeat {}
}
