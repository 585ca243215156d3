package io.belay.cli;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.plans.problem.ErrorCode;
import java.util.Set;

/** What the engine's client reports, with the exit code that a script needs. Stateless. */
final class EngineFailures {

    private static final Set<ErrorCode> UNREACHABLE = Set.of(
            EngineErrors.TEMPORAL_UNREACHABLE,
            EngineErrors.NO_WORKER,
            EngineErrors.NO_ENGINE,
            EngineErrors.NAMESPACE,
            EngineErrors.NO_ANSWER_IN_TIME,
            EngineErrors.TEMPORAL_REFUSED);

    private static final Set<ErrorCode> USAGE = Set.of(
            EngineErrors.NO_SUCH_RUN,
            EngineErrors.NO_SUCH_STEP,
            EngineErrors.NO_SUCH_GUARD,
            EngineErrors.MALFORMED_REQUEST);

    private EngineFailures() {}

    static CliFailure of(EngineFailure failure, Console console) {
        // The engine writes commands as `belay ...`; they are shown as this person calls them.
        String next = failure.remedy().replace("`belay ", "`" + console.command() + " ");
        return new CliFailure(exit(failure.code()), failure.code(), failure.text(), "", next).causedBy(failure);
    }

    /** Also for what a run tells by its code only. */
    static boolean isUnreachable(String code) {
        return UNREACHABLE.stream().anyMatch(known -> known.text().equals(code));
    }

    private static ExitCode exit(ErrorCode code) {
        if (UNREACHABLE.contains(code)) {
            return ExitCode.UNREACHABLE;
        }
        if (USAGE.contains(code)) {
            return ExitCode.USAGE;
        }
        if (code.number() == EngineErrors.LIVE_IS_ANOTHER.number()
                || code.number() == EngineErrors.FACTS_DRIFTED.number()) {
            return ExitCode.DRIFTED;
        }
        return switch (code.fault()) {
            case TEXT -> ExitCode.PLAN_INVALID;
            case SNAPSHOT, ENVIRONMENT, REQUEST -> ExitCode.CHECK_BLOCKED;
            case BELAY -> ExitCode.UNEXPECTED;
        };
    }
}
