package io.belay.plans.resolve;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One step as it will be carried out, with every default written out. The engine acts on the traits only and never on
 * the kind; the host hands {@link #with} to the class that knows the kind. Immutable.
 *
 * @param id stable name, the ledger's key
 * @param kind the word in the plan, for example {@code pg_upgrade}
 * @param runsOn who carries it out
 * @param touches what it may change; empty when it changes nothing
 * @param waypoint whether a waypoint is taken behind it
 * @param required whether skipping it is forbidden
 * @param back how one goes back from behind it
 * @param when in which runs it takes part
 * @param needs ids of steps before it without which it makes no sense
 * @param retry how often it may be launched in all
 * @param timeout canonical duration ({@code 4h}) or {@code none}; after it the step is inspected, nothing is undone
 * @param onFailure what follows a proven failure
 * @param note text for the operator, empty when there is none
 * @param with the kind's own fields, canonical
 */
public record ResolvedStep(
        String id,
        String kind,
        @JsonProperty("runs_on") RunsOn runsOn,
        List<Touches> touches,
        boolean waypoint,
        boolean required,
        Back back,
        When when,
        List<String> needs,
        Retry retry,
        String timeout,
        @JsonProperty("on_failure") OnFailure onFailure,
        String note,
        JsonNode with) {

    public enum RunsOn {
        @JsonProperty("host")
        HOST,
        @JsonProperty("engine")
        ENGINE,
        @JsonProperty("person")
        PERSON
    }

    public enum Touches {
        @JsonProperty("storage")
        STORAGE,
        @JsonProperty("candidate")
        CANDIDATE,
        @JsonProperty("live")
        LIVE,
        @JsonProperty("clients")
        CLIENTS,
        @JsonProperty("old_live")
        OLD_LIVE,
        @JsonProperty("outside")
        OUTSIDE
    }

    public enum When {
        @JsonProperty("always")
        ALWAYS,
        @JsonProperty("rehearsal")
        REHEARSAL,
        @JsonProperty("apply")
        APPLY
    }

    /**
     * @param by {@code nothing}, {@code release}, {@code drop_candidate}, {@code restore}, {@code undo} or {@code none}; the
     *     last one marks a point of no return
     * @param loses what is lost by going back, {@code nothing} as a rule
     */
    public record Back(String by, String loses) {}

    /**
     * @param launches in all, from 1 to 10
     * @param pause canonical duration between two launches
     */
    public record Retry(int launches, @JsonProperty("wait") String pause) {}

    /**
     * @param rollBackTo {@code last_good_step}, {@code start}, {@code nothing} or the id of a step
     * @param then {@code wait_for_operator}, {@code end} or {@code continue}
     */
    public record OnFailure(@JsonProperty("roll_back_to") String rollBackTo, String then) {}

    public ResolvedStep {
        touches = List.copyOf(touches);
        needs = List.copyOf(needs);
    }

    public boolean takesPartIn(boolean rehearsal) {
        return switch (when) {
            case ALWAYS -> true;
            case REHEARSAL -> rehearsal;
            case APPLY -> !rehearsal;
        };
    }
}
