package io.belay.engine.workflow;

import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepResult;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Action;
import io.belay.engine.run.Event;
import io.belay.engine.run.Verb;
import io.belay.plans.problem.ErrorCode;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call that ended with an exception tells: a refusal, a doubt, or nothing at all. Never more than can be proven. */
final class Misfire {

    private Misfire() {}

    static Event event(Action action, String host, ActivityFailure failure, Instant at) {
        @Nullable Throwable cause = failure.getCause();
        if (cause instanceof ApplicationFailure answer && !Refusal.FENCED.equals(answer.getType())) {
            return new Event.Answered(action, result(action.verb(), answer), at);
        }
        return new Event.Silent(action, silence(host, cause), at);
    }

    /** The code that the host gave with a refusal, else the one for refusals without. */
    static String code(ApplicationFailure refusal) {
        try {
            return refusal.getDetails().getSize() > 0
                    ? refusal.getDetails().get(0, String.class)
                    : EngineErrors.HOST_REFUSED.text();
        } catch (DataConverterException notAText) {
            return EngineErrors.HOST_REFUSED.text();
        }
    }

    static boolean isRefusal(ApplicationFailure answer) {
        return Refusal.NOT_ALLOWED.equals(answer.getType()) || Refusal.BAD_REQUEST.equals(answer.getType());
    }

    static String silence(String host, @Nullable Throwable cause) {
        if (cause instanceof TimeoutFailure timeout
                && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
            return "no worker of host `" + host + "` answers";
        }
        return "host `" + host + "` gave no answer in time";
    }

    private static StepResult result(Verb verb, ApplicationFailure answer) {
        if (isRefusal(answer)) {
            return new StepResult(
                    StepResult.Outcome.FAILED,
                    code(answer),
                    ErrorCode.Fault.REQUEST.name(),
                    answer.getOriginalMessage(),
                    "",
                    List.of(),
                    Map.of(),
                    "");
        }
        String what = "the host's worker reports: " + answer.getOriginalMessage();
        return switch (verb) {
            case TAKE_WAYPOINT, RESTORE, DROP_CANDIDATE, ANNOUNCE, PROBE ->
                StepResult.failed(EngineErrors.CANDIDATE_STORE, what, "look at the worker's log on the host", Map.of());
            case PREPARE, RUN, INSPECT, VERIFY, UNDO, SWAP, INSPECT_SWAP, LOOK -> StepResult.unclear(what);
            case PAUSE, AWAIT_OPERATOR, END -> throw new IllegalStateException(verb + " asks no host");
        };
    }
}
