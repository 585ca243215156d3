package io.belay.plans.feature;

/**
 * Something of the language that only some workers carry out. Immutable.
 *
 * <p>It is named by the pattern that it matches, dots between the names of fields, no numbers of items:
 *
 * <ul>
 *   <li>{@code step.reindex}: a step of that kind stands in the plan;
 *   <li>{@code step.promote.mode=online}: the field's canonical value is this one, whether written or by default;
 *   <li>{@code snapshot.pin!=until_retired}: the field has a canonical value, and it is another one;
 *   <li>{@code step.promote.way_back!=none where mode=offline}: the same, where another field of the step has that value;
 *   <li>{@code step.verify.plans}: the author wrote the field;
 *   <li>{@code storage.driver=zfs}, {@code standbys}: the same for a block of the plan;
 *   <li>{@code host.programs}, {@code fleet.failure_budget}: the same for the other kinds of file;
 *   <li>{@code kind.FleetPlan}: the file is of that kind.
 * </ul>
 *
 * @param broughtBy what carries it out: {@code a worker that rebuilds indexes}
 * @param instead what to write until then, for example {@code leave the step out}
 */
public record Feature(String name, String broughtBy, String instead) {

    public Feature {
        Pattern.of(name);
        if (broughtBy.isBlank() || instead.isBlank()) {
            throw new IllegalArgumentException("`" + name + "` does not say what brings it, or what to write instead");
        }
    }
}
