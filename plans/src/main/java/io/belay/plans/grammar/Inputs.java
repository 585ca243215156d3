package io.belay.plans.grammar;

import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The inputs that a plan declares, with their values in this reading. For one thread only. */
public final class Inputs {

    /**
     * @param value empty when there is none, or none that can be used
     * @param allowed the closed list, empty when any value may be given
     * @param readable false when something is wrong with it that was said already
     */
    record Input(SourcePlace place, Optional<String> value, List<String> allowed, boolean readable) {}

    private final Map<String, Input> declared;
    private final Given given;
    private final Set<String> used = new LinkedHashSet<>();

    Inputs(Map<String, Input> declared, Given given) {
        this.declared = new LinkedHashMap<>(declared);
        this.given = given;
    }

    static Inputs none() {
        return new Inputs(Map.of(), Given.byCommand(Map.of()));
    }

    /** For each input with a closed list, what else than the value in use stands in it: a plan has to be right with each. */
    public Map<String, List<String>> alternatives() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        declared.forEach((name, input) -> {
            if (!input.allowed().isEmpty()) {
                List<String> others = new ArrayList<>(input.allowed());
                input.value().ifPresent(others::remove);
                lists.put(name, others);
            }
        });
        return lists;
    }

    Optional<String> value(String name, SourcePlace place, Reading reading) {
        Input input = declared.get(name);
        if (input == null) {
            reading.report(Problem.error(GrammarErrors.UNKNOWN_INPUT, place, "there is no input `" + name + "`")
                    .withHelp(NearestName.of(name, declared.keySet())
                            .map(near -> "did you mean `${inputs." + near + "}`?")
                            .orElse("declare it: `inputs: {" + name + ": {type: text}}`")));
            return Optional.empty();
        }
        used.add(name);
        if (input.value().isEmpty() && input.readable() && !given.open()) {
            reading.report(
                    Problem.error(GrammarErrors.INPUT_MISSING, input.place(), "input `" + name + "` has no value")
                            .withHelp("give it with `" + given.spelled(name, "VALUE") + "`, or write a `default`"));
        }
        return input.value();
    }

    public void reportUnused(Reading reading) {
        if (reading.hasUnreadInputs()) {
            return;
        }
        declared.forEach((name, input) -> {
            if (!used.contains(name)) {
                reading.report(
                        Problem.warning(GrammarErrors.INPUT_UNUSED, input.place(), "input `" + name + "` is not used")
                                .withHelp("write `\"${inputs." + name + "}\"` where it belongs, or delete it"));
            }
        });
    }
}
