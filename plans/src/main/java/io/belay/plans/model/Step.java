package io.belay.plans.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * @param inFlow whether the list around it is written within brackets
 * @param timeout empty when the kind takes it from the plan's budget; {@code none} is a word
 * @param needs empty when the author leaves it to the order
 * @param onFailure empty when the plan's holds; so does each empty text in it
 * @param group of a member of a {@code parallel} group
 * @param with the kind's own fields in canonical form, defaults written out
 */
public record Step(
        String id,
        String kind,
        SourcePlace place,
        String path,
        boolean inFlow,
        When when,
        Optional<OrWord<Duration>> timeout,
        int launches,
        Duration pause,
        Optional<List<String>> needs,
        Optional<OnFailure> onFailure,
        String note,
        Optional<Group> group,
        Work work,
        JsonNode with) {

    public boolean is(Role role) {
        return work.traits().roles().contains(role);
    }

    /** Whether it is this step of this plan, told by its place: comparing all that it holds would cost much more. */
    public boolean isSameAs(Step other) {
        return path.equals(other.path);
    }

    /** A field of the kind's own as text; empty when the form has none. */
    public String option(String field) {
        return with.path(field).asText("");
    }

    /** What follows a proven failure of this step. */
    public OnFailure onFailureWithin(OnFailure plan) {
        return group.map(Group::onFailure)
                .orElse(onFailure)
                .map(own -> new OnFailure(
                        own.rollBackTo().isEmpty() ? plan.rollBackTo() : own.rollBackTo(),
                        own.then().isEmpty() ? plan.then() : own.then()))
                .orElse(plan);
    }

    /** The same within brackets. */
    public Step inFlow(boolean brackets) {
        return new Step(
                id, kind, place, path, brackets, when, timeout, launches, pause, needs, onFailure, note, group, work,
                with);
    }

    public boolean takesPartIn(boolean rehearsal) {
        return when == When.ALWAYS || (when == When.REHEARSAL) == rehearsal;
    }

    public Step within(Group parallel) {
        return new Step(
                id,
                kind,
                place,
                path,
                inFlow,
                when,
                timeout,
                launches,
                pause,
                needs,
                onFailure,
                note,
                Optional.of(parallel),
                work,
                with);
    }

    /** The same with one of its own fields filled in, because another step decides it. */
    public Step withOption(String field, String value) {
        ObjectNode filled = with.deepCopy();
        filled.put(field, value);
        return new Step(
                id, kind, place, path, inFlow, when, timeout, launches, pause, needs, onFailure, note, group, work,
                filled);
    }

    /** The same in another kind of run. */
    public Step in(When other) {
        return new Step(
                id, kind, place, path, inFlow, other, timeout, launches, pause, needs, onFailure, note, group, work,
                with);
    }

    /** The same under names that no other list of steps has. */
    public Step named(String newId, Optional<List<String>> newNeeds, Optional<OnFailure> newOnFailure) {
        return new Step(
                newId,
                kind,
                place,
                path,
                inFlow,
                when,
                timeout,
                launches,
                pause,
                newNeeds,
                newOnFailure,
                note,
                group,
                work,
                with);
    }
}
