package io.belay.workers.step;

import io.belay.plans.model.HostProgram;
import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The call of a program of the host's file: the arguments are a list, the environment holds what the file names, and what the
 * program may want to know of its run. No shell, no network of its own taken away: the program is the administrator's. Stateless.
 */
final class ProgramCommand {

    /** Names with this beginning are Belay's, whatever the host's file says. */
    private static final String OWN = "BELAY_";

    private ProgramCommand() {}

    /**
     * @param beside more variables
     * @throws IllegalStateException when the host does not have the program; {@link ProgramChecks} says so before
     */
    static Command of(StepContext context, ProgramCall call, Map<String, String> beside) {
        HostProgram program = context.means()
                .program(call.name())
                .orElseThrow(() -> new IllegalStateException("the host knows no program " + call.name()));
        List<String> arguments = new ArrayList<>(List.of(program.path().toString()));
        arguments.addAll(call.arguments());
        Map<String, String> environment = new TreeMap<>();
        program.environment()
                .forEach((name, value) -> value.text()
                        .or(() -> value.secret().flatMap(context.means().secrets()))
                        .filter(text -> !name.startsWith(OWN))
                        .ifPresent(text -> environment.put(name, text)));
        environment.putAll(beside);
        environment.putAll(ofTheRun(context));
        return new Command(arguments, Path.of("/"), environment, account(program), Isolation.NONE, deadline(context));
    }

    /** The same for each attempt of one launch; a relaunch by decision has another key. */
    static String key(StepContext context) {
        return context.run().runId() + "/" + context.request().stepId() + "/"
                + context.request().epoch();
    }

    private static Map<String, String> ofTheRun(StepContext context) {
        return Map.of(
                "BELAY_RUN", context.run().runId(),
                "BELAY_STEP", context.request().stepId(),
                "BELAY_KEY", key(context),
                "BELAY_CLUSTER", context.run().cluster(),
                "BELAY_PLAN", context.run().plan(),
                "BELAY_REHEARSAL", String.valueOf(context.run().rehearsal()),
                "BELAY_TARGET_VERSION", String.valueOf(context.request().targetVersion()));
    }

    /** A worker that is no root runs everything as itself, and {@code run_as} must then name its account. */
    private static Optional<Account> account(HostProgram program) {
        return Accounts.byName(program.runAs());
    }

    private static Duration deadline(StepContext context) {
        return StepTimes.timeout(context);
    }
}
