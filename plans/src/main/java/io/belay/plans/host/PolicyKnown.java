package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.check.Warnings;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** A policy is about rules that only warn; of all others it would change nothing. */
final class PolicyKnown implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3010, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        List<String> known = Warnings.codes();
        host.policy().forEach((code, word) -> {
            if (word.equals("error") && !known.contains(code)) {
                problems.add(Problem.error(
                                CODE,
                                places.of("policy." + code),
                                "`" + code
                                        + "` is no rule for plans that only warns, so there is nothing to make stricter")
                        .withHelp(NearestName.of(code, known)
                                        .map(near -> "did you mean `" + near + "`? ")
                                        .orElse("")
                                + "these warn: " + String.join(", ", known)));
            }
        });
        return problems;
    }
}
