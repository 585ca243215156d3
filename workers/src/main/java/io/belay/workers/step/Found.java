package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of an unclear step, as it was found by looking. Only what is proven becomes a result on which anything may be taken
 * back; the rest is asked again, and at last a person (invariant I5).
 */
sealed interface Found {

    /** In the result's facts, for the record and for people. */
    String FACT = "found";

    StepResult toResult();

    /** It never began in this epoch. */
    record NotStarted() implements Found {
        @Override
        public StepResult toResult() {
            return StepResult.notStarted();
        }
    }

    /** Something of it is at work; it is adopted, not judged. */
    record Running(String what) implements Found {
        @Override
        public StepResult toResult() {
            return StepResult.unclear(what);
        }
    }

    /** It did what it promises; nobody had been told. */
    record Succeeded(StepResult how) implements Found {
        @Override
        public StepResult toResult() {
            return with("succeeded", how);
        }
    }

    /** It is over without success, and what it works on is as it was before. */
    record FailedClean(StepResult why) implements Found {
        @Override
        public StepResult toResult() {
            return with("failed_clean", why);
        }
    }

    /** It is over without success, and what it works on may be half changed: only its waypoint, or a retry, makes it whole. */
    record FailedDirty(StepResult why) implements Found {
        @Override
        public StepResult toResult() {
            return with("failed_dirty", why);
        }
    }

    /** Looking told nothing: no server answers, a file cannot be read. */
    record Unknown(String whatIsKnown) implements Found {
        @Override
        public StepResult toResult() {
            return StepResult.unclear(whatIsKnown);
        }
    }

    /** @param state how what it works on was left, as the end of a sentence */
    static StepResult vanished(StepContext context, String state) {
        return StepResult.failed(
                StepErrors.VANISHED,
                "the work of `" + context.request().stepId()
                        + "` stopped without a result: the host or the worker ended in the middle."
                        + " Nothing of it runs any more; " + state + ", live is untouched",
                "look at the host's log for a restart, then: belay retry "
                        + context.run().runId(),
                Map.of());
    }

    private static StepResult with(String word, StepResult result) {
        Map<String, String> facts = new TreeMap<>(result.facts());
        facts.put(FACT, word);
        return new StepResult(
                result.outcome(),
                result.code(),
                result.fault(),
                result.summary(),
                result.remedy(),
                result.findings(),
                facts,
                result.evidence());
    }
}
