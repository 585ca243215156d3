package io.belay.plans.review;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a finished run did, as its evidence tells: everything that its report says, and nothing else. Immutable; what nobody wrote
 * down is empty, never guessed.
 *
 * @param run the run's id
 * @param asked who asked for what
 * @param ending how it ended
 * @param steps in the plan's order
 * @param decisions in the order in which they were made, without the order itself
 * @param events waypoints, restores, drops: what became of the candidate, in order
 * @param programs that were started, by path
 * @param evidence what vouches for all of it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RunAccount(
        String run,
        Asked asked,
        Ending ending,
        List<Step> steps,
        List<Decision> decisions,
        List<Event> events,
        List<Program> programs,
        Evidence evidence) {

    public RunAccount {
        steps = List.copyOf(steps);
        decisions = List.copyOf(decisions);
        events = List.copyOf(events);
        programs = List.copyOf(programs);
    }

    /**
     * @param source how the plan was named on the command line
     * @param snapshot under test; empty when the run took its own
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Asked(
            String by,
            String at,
            boolean rehearsal,
            String cluster,
            String plan,
            String planSha256,
            String factsSha256,
            String source,
            String snapshot,
            String host,
            String belay) {}

    /**
     * @param phase in lower case, for example {@code promoted}; empty when the evidence does not say how the run ended
     * @param crossedAt when it became known that new is live; empty when it never was
     * @param retiredAt when a run of its own let old live go; empty when none did
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Ending(
            String phase,
            String at,
            long milliseconds,
            String note,
            String problem,
            String crossedAt,
            long heldMilliseconds,
            String retiredAt) {}

    /**
     * @param status in lower case
     * @param waypoint behind it
     * @param said what its work said last
     * @param proven what its proof said last
     * @param facts small proven facts by name
     * @param findings what its checks found last
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Step(
            String id,
            String kind,
            String status,
            String note,
            long milliseconds,
            int launches,
            String waypoint,
            String said,
            String proven,
            Map<String, String> facts,
            List<Finding> findings) {

        public Step {
            facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
            findings = List.copyOf(findings);
        }
    }

    public record Finding(String code, String severity, String object, String statement) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Decision(
            String at, String by, String decision, String step, String reason, String planSha256, String factsSha256) {}

    public record Event(String at, String what) {}

    public record Program(String path, String sha256) {}

    /**
     * @param sha256 of the chain's last line
     * @param cutOff lines that a crash cut off, each noted as such by the next one
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Evidence(long lines, String sha256, int files, long bytes, List<Long> cutOff) {

        public Evidence {
            cutOff = List.copyOf(cutOff);
        }
    }
}
