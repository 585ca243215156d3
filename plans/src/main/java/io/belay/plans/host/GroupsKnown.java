package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What groups may do is said of groups that exist. */
final class GroupsKnown implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3006, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        host.users()
                .may()
                .forEach((action, groups) -> groups.stream()
                        .filter(group -> !host.users().groups().containsKey(group))
                        .forEach(group -> problems.add(Problem.error(
                                        CODE,
                                        places.of("users.may"),
                                        "`" + action + "` is allowed to `" + group + "`, which is no group")
                                .withHelp(NearestName.of(
                                                group, host.users().groups().keySet())
                                        .map(near -> "did you mean `" + near + "`?")
                                        .orElse("write `groups: {" + group + ": [alice@example.com]}`")))));
        return problems;
    }
}
