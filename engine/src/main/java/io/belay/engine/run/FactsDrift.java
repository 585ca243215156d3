package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.problem.EngineErrors;
import io.belay.plans.facts.Drift;
import io.belay.plans.facts.PinnedFacts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether the world still is as a run's facts say. Pure. */
public final class FactsDrift {

    /** Under which name an answer of the host carries the hash that the run is bound to. */
    public static final String HASH = "facts_hash";

    /** A summary has 500 characters; `belay diff` and the findings have all of them. */
    private static final int NAMED = 3;

    private static final int FINDINGS = 50;

    private FactsDrift() {}

    /**
     * @param named how the plan is named on the command line
     * @param saved whether the facts are those of a saved plan
     */
    public static StepResult judge(PinnedFacts pinned, PinnedFacts now, String run, String named, boolean saved) {
        List<Drift> drift = pinned.driftTo(now);
        if (drift.isEmpty()) {
            return StepResult.succeeded("the facts are as they were", Map.of());
        }
        String look = saved ? "belay diff " + named + " --world" : "belay abort " + run;
        return StepResult.failed(
                        EngineErrors.FACTS_DRIFTED,
                        summary(drift, saved ? "the plan was saved" : "the run began"),
                        "put back what changed, then `belay retry " + run + "`; if the change is meant, `belay abort "
                                + run
                                + "`, then "
                                + (saved ? "save the plan anew with `belay plan`" : "`belay apply " + named + "`")
                                + " and have it approved again",
                        Map.of("next", look, "object", drift.get(0).fact()))
                .withFindings(findings(drift));
    }

    /** Also for a command that asks before anything is started. */
    public static String summary(List<Drift> drift, String since) {
        String first = drift.stream().limit(NAMED).map(Drift::words).collect(Collectors.joining("; "));
        int more = drift.size() - NAMED;
        return (drift.size() == 1 ? "a fact is another" : drift.size() + " facts are others") + " than when " + since
                + ": " + first + (more > 0 ? "; and " + more + " more" : "");
    }

    private static List<FindingReport> findings(List<Drift> drift) {
        return drift.stream()
                .limit(FINDINGS)
                .map(one -> new FindingReport(
                        EngineErrors.FACTS_DRIFTED.text(), "blocker", one.fact(), one.words(), "", ""))
                .toList();
    }
}
