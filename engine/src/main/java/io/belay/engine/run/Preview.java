package io.belay.engine.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.belay.engine.run.OperatorRules.Objection;
import java.util.List;
import java.util.Objects;

/**
 * What a decision would set going, if every step succeeds; nothing of it was done. Immutable.
 *
 * @param verb name of a {@link Choice.Kind} in small letters
 * @param revision of the run as it was looked at, for {@code --revision}
 * @param grade name of the highest {@link Grade} of all deeds
 * @param refusal why the run would not take it, as {@link Objection#write} writes it; empty when it would
 * @param deeds in their order; at most {@value #MOST}, the rest is counted
 * @param left how many more deeds there would be
 * @param clients whether clients would be held
 * @param waypoint the last waypoint that would be taken, or to which the candidate would be put back; may be empty
 * @param then what the run would wait for behind it, or how it would have ended
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Preview(
        String verb,
        String run,
        int revision,
        String grade,
        String refusal,
        List<Deed> deeds,
        int left,
        boolean clients,
        String waypoint,
        String then) {

    static final int MOST = 40;

    public Preview {
        refusal = Objects.requireNonNullElse(refusal, "");
        deeds = List.copyOf(Objects.requireNonNullElse(deeds, List.of()));
        waypoint = Objects.requireNonNullElse(waypoint, "");
        then = Objects.requireNonNullElse(then, "");
    }

    /**
     * @param does {@code run}, {@code go on}, {@code inspect}, {@code undo}, {@code restore}, {@code drop} or {@code ask}
     * @param step empty when it concerns the run as a whole
     * @param why what it touches, in words; may be empty
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Deed(String does, String step, String grade, String why) {

        public Deed {
            step = Objects.requireNonNullElse(step, "");
            why = Objects.requireNonNullElse(why, "");
        }
    }
}
