package io.belay.plans.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.resolve.ResolvedStep.When;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One step as its author wrote it, with the defaults of its kind. Immutable.
 *
 * @param place of the kind's word
 * @param path where its fields are found in {@link Places}, for example {@code steps[2]}
 * @param timeout empty when the kind takes it from the plan's budget; {@code none} is a word
 * @param needs empty when the author leaves it to the order
 * @param onFailure empty when the plan's holds; so does each empty text in it
 * @param with the kind's own fields in canonical form, defaults written out
 */
public record Step(
        String id,
        String kind,
        SourcePlace place,
        String path,
        When when,
        Optional<OrWord<Duration>> timeout,
        int launches,
        Duration pause,
        Optional<List<String>> needs,
        Optional<OnFailure> onFailure,
        String note,
        Work work,
        JsonNode with) {

    public boolean is(Role role) {
        return work.traits().roles().contains(role);
    }

    /** What follows a proven failure of this step. */
    public OnFailure onFailureWithin(OnFailure plan) {
        return onFailure
                .map(own -> new OnFailure(
                        own.rollBackTo().isEmpty() ? plan.rollBackTo() : own.rollBackTo(),
                        own.then().isEmpty() ? plan.then() : own.then()))
                .orElse(plan);
    }

    public boolean takesPartIn(boolean rehearsal) {
        return when == When.ALWAYS || (when == When.REHEARSAL) == rehearsal;
    }
}
