package io.belay.plans.resolve;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

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
 * @param needs ids of steps before it without which it makes no sense, as its author wrote them: empty stands for all before it
 *     that take part in every run in which it does. What a group needs stands at each member, before the members that this one
 *     names; with no id from outside of the group it is again all before the group. (Written out they would be a list as long
 *     as the plan for each step of it.)
 * @param retry how often it may be launched in all
 * @param timeout canonical duration ({@code 4h}) or {@code none}; after it the step is inspected, nothing is undone
 * @param onFailure what follows a proven failure
 * @param note text for the operator, empty when there is none
 * @param inserted the rule that brought it ({@code INS-3}), empty for what the author wrote
 * @param group of the {@code parallel} group whose member it is, else empty
 * @param limit how many members of the group run at a time, 0 without a group
 * @param parts what happens within it that a rule of insertion brought, in order
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String inserted,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String group,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int limit,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> parts,
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
     * @param by {@code nothing}, {@code release}, {@code drop_candidate}, {@code restore}, {@code undo}, {@code way_back} or
     *     {@code none}; the last one marks a point of no return
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

    /**
     * A part of a step that nobody writes.
     *
     * @param kind what it is: {@code prove_content}, {@code fence}; {@code again} for a step that is repeated
     * @param of id of the step that is repeated, else empty
     * @param rule the rule that brought it, {@code INS-6}
     */
    public record Part(
            String kind,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String of,
            String rule) {

        public Part {
            // What is empty is not written.
            of = Objects.requireNonNullElse(of, "");
        }
    }

    public ResolvedStep {
        touches = List.copyOf(touches);
        needs = List.copyOf(needs);
        inserted = Objects.requireNonNullElse(inserted, "");
        group = Objects.requireNonNullElse(group, "");
        parts = List.copyOf(Objects.requireNonNullElse(parts, List.of()));
    }

    /** A step that its author wrote, alone and without parts. */
    public ResolvedStep(
            String id,
            String kind,
            RunsOn runsOn,
            List<Touches> touches,
            boolean waypoint,
            boolean required,
            Back back,
            When when,
            List<String> needs,
            Retry retry,
            String timeout,
            OnFailure onFailure,
            String note,
            JsonNode with) {
        this(
                id, kind, runsOn, touches, waypoint, required, back, when, needs, retry, timeout, onFailure, note, "",
                "", 0, List.of(), with);
    }

    public boolean takesPartIn(boolean rehearsal) {
        return switch (when) {
            case ALWAYS -> true;
            case REHEARSAL -> rehearsal;
            case APPLY -> !rehearsal;
        };
    }
}
