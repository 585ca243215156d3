package io.belay.engine.client;

import io.belay.engine.client.EvidenceVerdict.Anchoring;
import io.belay.engine.evidence.EvidenceErrors;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.EvidenceReport;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.workflow.RunOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings what Temporal's history anchors to the host that keeps the evidence, and says what both together mean. */
final class EvidenceAudit {

    private static final int SEARCHED = 200;

    private final Runs runs;
    private final HostQuestions hosts;

    EvidenceAudit(Runs runs, HostQuestions hosts) {
        this.runs = runs;
        this.hosts = hosts;
    }

    EvidenceVerdict verify(String runId, String cluster) {
        Optional<ObservedRun> found = runs.find(runId);
        if (found.isEmpty()) {
            return withoutHistory(runId, cluster);
        }
        ObservedRun run = found.get();
        String kept = runs.order(run)
                .map(RunOrder::onBehalfOf)
                .filter(crossed -> !crossed.isEmpty())
                .orElse(runId);
        if (!kept.equals(runId)) {
            Optional<ObservedRun> crossed = runs.find(kept);
            // Only a part of the anchors is left: what stands before the first one nobody vouches for, but whoever
            // changed it changed the hashes behind it too.
            return crossed.map(first -> judged(first, kept)).orElseGet(() -> judged(run, kept));
        }
        return judged(run, kept);
    }

    private EvidenceVerdict withoutHistory(String runId, String cluster) {
        if (cluster.isEmpty()) {
            throw new EngineFailure(
                    EvidenceErrors.NO_HISTORY,
                    "Temporal knows no run `" + runId
                            + "`, so it is not known which host keeps its evidence; its history may"
                            + " have been deleted",
                    "name its cluster: belay evidence verify " + runId + " --cluster HOST/NAME");
        }
        EvidenceReport report = hosts.verifyEvidence(cluster, runId, List.of());
        return new EvidenceVerdict(runId, cluster, report.ended(), Anchoring.NO_HISTORY, report);
    }

    private EvidenceVerdict judged(ObservedRun run, String kept) {
        List<EvidenceHead> anchors = anchors(run, kept);
        EvidenceReport report = hosts.verifyEvidence(run.status().cluster(), kept, anchors);
        return new EvidenceVerdict(kept, run.status().cluster(), run.isEnded(), anchoring(report, anchors), report);
    }

    private static Anchoring anchoring(EvidenceReport report, List<EvidenceHead> anchors) {
        if (anchors.isEmpty()) {
            return Anchoring.NO_HEADS;
        }
        return report.anchored() >= report.head().line() ? Anchoring.WHOLE : Anchoring.PARTLY;
    }

    /** Also those of a run that only let old live go: it wrote into the same evidence. */
    private List<EvidenceHead> anchors(ObservedRun run, String kept) {
        List<EvidenceHead> anchors = new ArrayList<>(runs.history(run).anchors().heads());
        runs.list(run.status().cluster(), SEARCHED).stream()
                .filter(later -> later.startedAt().isAfter(run.startedAt()) && Retired.lets(later))
                .map(runs::history)
                .filter(history -> history.order()
                        .filter(order -> order.onBehalfOf().equals(kept))
                        .isPresent())
                .forEach(history -> anchors.addAll(history.anchors().heads()));
        return anchors;
    }
}
