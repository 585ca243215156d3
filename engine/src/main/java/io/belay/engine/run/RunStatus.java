package io.belay.engine.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.belay.engine.activity.Sides;
import io.belay.engine.ledger.Depth;
import java.util.List;
import java.util.Objects;

/**
 * What anybody may read of a run without any worker: the workflow keeps it in its memo, at most {@link StatusText#LIMIT} bytes
 * of JSON. Immutable; a text that was left out is empty, never missing.
 *
 * @param run the run's id
 * @param plan the plan's name
 * @param hash first twelve digits of the plan's hash
 * @param cluster {@code host/name}
 * @param snapshot id of the snapshot under test, empty when the run takes its own
 * @param phase name of a {@link Phase}
 * @param started ISO-8601
 * @param changed ISO-8601, when this was written: how old it is
 * @param steps in the plan's order
 * @param stepsLeftOut how many steps at the beginning, all done or skipped, are left out for room
 * @param problem why the run does not go on; {@link Problem#NONE} while all is well
 * @param note what else a person should know of how it ended
 * @param next the command to run next
 * @param waitsFor what or whom the run waits for, empty when it is at work or has ended
 * @param needsPerson whether nothing goes on before a person decides
 * @param safe what is safe now, one sentence
 * @param promotion that new is live, and how; {@link Promotion#NONE} before
 * @param facts hash of the facts that the run is bound to, whole because approvals name it; empty when it is bound to none
 * @param revision rises with each status that was published, so that a decision can name the one that was seen; 0 before the first, and of
 *     runs of an earlier engine
 * @param depth {@code quick} for a rehearsal that tries only part of its plan, empty for all other runs
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunStatus(
        String run,
        String plan,
        String hash,
        String cluster,
        boolean rehearsal,
        String snapshot,
        String phase,
        String started,
        String changed,
        List<StepLine> steps,
        @JsonProperty("steps_left_out") int stepsLeftOut,
        Problem problem,
        String note,
        String next,
        @JsonProperty("waits_for") String waitsFor,
        @JsonProperty("needs_person") boolean needsPerson,
        String safe,
        Promotion promotion,
        String facts,
        int revision,
        String depth) {

    /** Name under which it stands in the memo. */
    public static final String MEMO = "belay";

    private static final String QUICK = "quick";

    public RunStatus {
        snapshot = orEmpty(snapshot);
        steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
        problem = Objects.requireNonNullElse(problem, Problem.NONE);
        note = orEmpty(note);
        next = orEmpty(next);
        waitsFor = orEmpty(waitsFor);
        safe = orEmpty(safe);
        promotion = Objects.requireNonNullElse(promotion, Promotion.NONE);
        facts = orEmpty(facts);
        depth = orEmpty(depth);
    }

    /** Of a run that carries out its whole plan. */
    public RunStatus(
            String run,
            String plan,
            String hash,
            String cluster,
            boolean rehearsal,
            String snapshot,
            String phase,
            String started,
            String changed,
            List<StepLine> steps,
            int stepsLeftOut,
            Problem problem,
            String note,
            String next,
            String waitsFor,
            boolean needsPerson,
            String safe,
            Promotion promotion,
            String facts,
            int revision) {
        this(
                run,
                plan,
                hash,
                cluster,
                rehearsal,
                snapshot,
                phase,
                started,
                changed,
                steps,
                stepsLeftOut,
                problem,
                note,
                next,
                waitsFor,
                needsPerson,
                safe,
                promotion,
                facts,
                revision,
                "");
    }

    public RunStatus withSafe(String other) {
        return copy(next, other, revision, depth);
    }

    public RunStatus withNext(String other) {
        return copy(other, safe, revision, depth);
    }

    public RunStatus withRevision(int other) {
        return copy(next, safe, other, depth);
    }

    public RunStatus withDepth(Depth other) {
        return copy(next, safe, revision, other == Depth.QUICK ? QUICK : "");
    }

    /** Whether it tries less than its plan says: {@code budget.rehearsal_age} does not count it. */
    @JsonIgnore
    public boolean isQuick() {
        return depth.equals(QUICK);
    }

    private RunStatus copy(String newNext, String newSafe, int newRevision, String newDepth) {
        return new RunStatus(
                run,
                plan,
                hash,
                cluster,
                rehearsal,
                snapshot,
                phase,
                started,
                changed,
                steps,
                stepsLeftOut,
                problem,
                note,
                newNext,
                waitsFor,
                needsPerson,
                newSafe,
                promotion,
                facts,
                newRevision,
                newDepth);
    }

    @JsonIgnore
    public boolean hasEnded() {
        return Phase.valueOf(phase).isEnd();
    }

    /**
     * @param status name of a {@link StepStatus}
     * @param milliseconds how long it took, or has taken when this was written
     * @param attempts how often it was launched
     * @param since ISO-8601, when it began; only for the step at work
     * @param note why it is skipped, or who approved it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record StepLine(
            String id, String status, @JsonProperty("ms") long milliseconds, int attempts, String since, String note) {

        public StepLine {
            since = orEmpty(since);
            note = orEmpty(note);
        }
    }

    /**
     * @param step empty when it concerns the run as a whole
     * @param fault name of an {@link io.belay.plans.problem.ErrorCode.Fault}
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Problem(String step, String code, String fault, String summary, String remedy, String object) {

        public static final Problem NONE = new Problem("", "", "", "", "", "");

        public Problem {
            step = orEmpty(step);
            code = orEmpty(code);
            fault = orEmpty(fault);
            summary = orEmpty(summary);
            remedy = orEmpty(remedy);
            object = orEmpty(object);
        }

        @JsonIgnore
        public boolean isNone() {
            return code.isEmpty() && summary.isEmpty();
        }
    }

    /**
     * @param at ISO-8601, when the crossing became known; empty before
     * @param held milliseconds for which clients were held; 0 when the host did not say
     * @param live {@code new} or {@code old}, where the plan has a way back; else empty, and new is
     * @param wayBack {@code open} or {@code closed}: whether clients can go to the other side with every row; empty where the plan has none
     * @param since ISO-8601, since when it is so
     * @param lag how far the other side is behind, in words; may be empty
     * @param why why it is closed, or what hinders it; may be empty
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Promotion(
            String at,
            @JsonProperty("held_ms") long held,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String live,

            @JsonProperty("way_back") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            String wayBack,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) String since,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String lag,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String why) {

        public static final Promotion NONE = new Promotion("", 0);

        public Promotion {
            at = orEmpty(at);
            live = orEmpty(live);
            wayBack = orEmpty(wayBack);
            since = orEmpty(since);
            lag = orEmpty(lag);
            why = orEmpty(why);
        }

        /** Without a way back. */
        public Promotion(String at, long held) {
            this(at, held, "", "", "", "", "");
        }

        @JsonIgnore
        public boolean isNone() {
            return at.isEmpty();
        }

        @JsonIgnore
        public boolean isOldLive() {
            return live.equals(Sides.OLD);
        }
    }

    private static String orEmpty(String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
