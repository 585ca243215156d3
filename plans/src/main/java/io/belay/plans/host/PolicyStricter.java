package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** A host makes rules stricter and never softer: who reads a plan must be able to rely on the language. */
final class PolicyStricter implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3009, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        host.policy().forEach((code, word) -> {
            if (!word.equals("error")) {
                problems.add(Problem.error(
                                CODE,
                                places.of("policy." + code),
                                "`" + code + ": " + word + "` would make a rule softer than the language has it")
                        .withHelp("delete it, or write `" + code + ": error`; a person accepts a warning for one plan"
                                + " under `accept`"));
            }
        });
        return problems;
    }
}
