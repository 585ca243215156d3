package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.plans.problem.ErrorCode;

/**
 * Why a run does not go on. Immutable.
 *
 * @param step empty when it concerns the run as a whole
 * @param fault name of an {@link ErrorCode.Fault}
 * @param object what it is about, for example {@code orders: public.jobs.handler}; may be empty
 * @param next the command that mends it, when that is neither a retry nor an abort; else empty
 * @param unclear nothing is proven: a retry inspects again instead of launching again
 */
public record Failure(
        String step,
        String code,
        String fault,
        String summary,
        String remedy,
        String object,
        String next,
        boolean unclear) {

    static Failure proven(String step, StepResult result) {
        String object = result.facts().getOrDefault("object", "");
        if (object.isEmpty() && !result.findings().isEmpty()) {
            object = result.findings().get(0).object();
        }
        return new Failure(
                step,
                result.code(),
                result.fault(),
                result.summary(),
                result.remedy(),
                object,
                result.facts().getOrDefault("next", ""),
                false);
    }

    static Failure unclear(String step, ErrorCode code, String summary, String remedy) {
        return new Failure(step, code.text(), code.fault().name(), summary, remedy, "", "", true);
    }

    public boolean isInSnapshot() {
        return fault.equals(ErrorCode.Fault.SNAPSHOT.name());
    }

    boolean isInEnvironment() {
        return fault.equals(ErrorCode.Fault.ENVIRONMENT.name());
    }
}
