package io.belay.cli;

import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.read.ReadErrors;

/** What the command says to the script that called it. The numbers are part of the interface and never change. */
public enum ExitCode {
    DONE(0, "done"),
    UNEXPECTED(1, "an unexpected fault, in Belay or around it"),
    USAGE(2, "the command was not understood, or names what does not exist"),
    PLAN_INVALID(3, "the plan is invalid; nothing was started"),
    CHECK_BLOCKED(4, "a check or the host refuses; nothing was changed"),
    WAITING_FOR_APPROVAL(5, "the run waits for an approval"),
    STOPPED_AT_STEP(6, "stopped at a failed step; the message says what is safe"),
    ROLLED_BACK(7, "rolled back"),
    ROLLBACK_FAILED(8, "rolling back failed; a person is needed"),
    UNREACHABLE(9, "Temporal or a worker cannot be reached"),
    DRIFTED(10, "the facts have drifted since the plan was made"),
    DIFFERENT(11, "two plans were compared and differ"),
    INTERRUPTED(130, "interrupted; what was started goes on");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What could not be opened was named wrongly; what was read and is wrong is invalid, and goes before it. */
    static ExitCode ofInvalid(Problems problems) {
        return isUnread(problems) ? USAGE : PLAN_INVALID;
    }

    /** Whether nothing of the file could be read, so that nothing of it was judged. */
    static boolean isUnread(Problems problems) {
        return problems.hasErrors()
                && problems.sorted().stream()
                        .filter(Problem::isError)
                        .allMatch(problem -> problem.code().equals(ReadErrors.UNREADABLE_FILE)
                                && problem.place().isWholeFile());
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }
}
