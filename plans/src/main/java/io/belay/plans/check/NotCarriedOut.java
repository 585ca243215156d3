package io.belay.plans.check;

import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Ceilings;
import io.belay.plans.model.Places;
import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a plan says by default too, and no engine or worker of this version heeds. A feature cannot be made of it, because then no
 * plan could be carried out; so whoever writes another value than the default is warned, and explanations note the rest. Stateless.
 */
public final class NotCarriedOut {

    /**
     * @param path of the field
     * @param usual its default in canonical form; who writes it out says nothing
     * @param instead what happens, whatever is written
     */
    private record Unheeded(String path, String usual, String instead) {}

    private static final String LIMITS = "nothing bounds yet what rehearsals take of the host";

    private static final List<Unheeded> FIELDS = List.of(
            new Unheeded("limits.cpu", "50%", LIMITS),
            new Unheeded("limits.memory", "25%", LIMITS),
            new Unheeded("limits.io", "low", LIMITS));

    private static final List<Unheeded> CEILINGS = List.of(
            new Unheeded("limits.cpu", "50%", LIMITS),
            new Unheeded("limits.memory", "25%", LIMITS),
            new Unheeded("limits.io", "low", LIMITS),
            new Unheeded("limits.rehearsals", "1", "`belay guard` begins one per cluster, whatever runs on the host"));

    /** For every plan: each of these blocks has defaults. */
    private static final List<String> NOTES = List.of("`limits`: " + LIMITS);

    private NotCarriedOut() {}

    /** What an explanation says beside the plan. */
    public static List<String> notes() {
        return NOTES;
    }

    /** The same of a host's ceilings. {@code heavy} is kept: so many heavy steps run at a time. */
    public static List<Problem> in(HostConfiguration host, Places places) {
        Ceilings limits = host.limits();
        Map<String, String> written = Map.of(
                "limits.cpu", limits.cpu().toString(),
                "limits.memory", limits.memory(),
                "limits.io", limits.io(),
                "limits.rehearsals", String.valueOf(limits.rehearsals()));
        return CEILINGS.stream()
                .filter(field -> places.has(field.path()) && !field.usual().equals(written.get(field.path())))
                .map(field -> warning(places.of(field.path()), field))
                .toList();
    }

    /** Warnings for what changes nothing; an error where the plan would do something else than it says. */
    public static List<Problem> in(UpgradePlan plan) {
        List<Problem> problems = new ArrayList<>();
        for (Unheeded field : FIELDS) {
            String value = plan.forms()
                    .blocks()
                    .at("/" + field.path().replace('.', '/'))
                    .asText();
            if (plan.places().has(field.path()) && !value.equals(field.usual())) {
                problems.add(warning(plan.places().of(field.path()), field));
            }
        }
        Stream.of(true, false)
                .flatMap(rehearsal -> plan.stepsOf(rehearsal).stream()
                        .filter(step -> step.is(Role.TAKES_SNAPSHOT))
                        .skip(1))
                .distinct()
                .map(NotCarriedOut::second)
                .forEach(problems::add);
        problems.addAll(notRepeated(plan));
        return problems;
    }

    /** The candidate that an offline promotion makes live is made anew, and a program's work on the rehearsed one is not in it. */
    private static List<Problem> notRepeated(UpgradePlan plan) {
        Order order = new Order(plan.stepsOf(false));
        return order.all(Role.PROMOTES).stream()
                .filter(promote -> promote.option("mode").equals("offline"))
                .flatMap(promote -> order.before(promote).stream()
                        .filter(step -> step.kind().equals("exec") && step.is(Role.CHANGES_CANDIDATE))
                        .map(step -> notRepeated(step, promote)))
                .toList();
    }

    private static Problem notRepeated(Step program, Step promote) {
        return Problem.error(
                        GrammarErrors.NOT_IN_THIS_VERSION,
                        program.place(),
                        "what this program does to the candidate would be missing in new: nothing at hand repeats it")
                .withSecond(promote.place(), "the candidate is made anew here, of live's last state")
                .withHelp(
                        "write it as `sql`, which is repeated; or write `when: rehearsal`, and run it on new by hand");
    }

    private static Problem warning(SourcePlace place, Unheeded field) {
        String name = field.path().substring(field.path().lastIndexOf('.') + 1);
        return Problem.warning(FieldWithoutEffect.CODE, place, "`" + name + "` has no effect yet: " + field.instead())
                .withHelp("delete it; the default is `" + field.usual() + "`, and changes as little");
    }

    /** All steps of a run are about the image that was taken first. */
    private static Problem second(Step step) {
        return Problem.error(
                        GrammarErrors.NOT_IN_THIS_VERSION,
                        step.place(),
                        "a second `snapshot` is known, but nothing at hand takes it")
                .withHelp("leave the step out; it is brought by a worker that takes more than one in a run");
    }
}
