package io.belay.plans.host;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** The users of programs are among those that this host lists. */
final class ProgramsMayRun implements HostRule {

    static final ErrorCode CODE = new ErrorCode(3008, TEXT);

    @Override
    public List<Problem> check(HostConfiguration host, Places places) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < host.programs().size(); i++) {
            String user = host.programs().get(i).runAs();
            if (!user.isEmpty() && !host.users().runAs().contains(user)) {
                problems.add(Problem.error(
                                CODE,
                                places.of("programs[" + i + "].run_as"),
                                "`" + user + "` is not among the users that programs may run as")
                        .withSecond(places.of("users.run_as"), "these are")
                        .withHelp("write `" + user + "` to the list `users.run_as` too"));
            }
        }
        return problems;
    }
}
