package io.belay.engine.workflow;

import io.belay.engine.activity.EvidenceDesk;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.engine.evidence.Anchors;
import io.belay.engine.evidence.Conclusion;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.EvidenceReport;
import io.belay.engine.evidence.Told;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.plans.resolve.CanonicalForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Evidence of a fake host: counts lines, remembers what it was told. Keeps nothing before it is asked to. Thread-safe. */
public final class FakeEvidence implements EvidenceDesk {

    private final Map<Integer, Told> told = new TreeMap<>();
    private final List<Integer> arrivals = new ArrayList<>();
    private final List<Conclusion> conclusions = new ArrayList<>();
    private final List<LedgerEntry> rehearsals = new ArrayList<>();
    private boolean keeps;
    private long lines;

    synchronized void keep() {
        keeps = true;
    }

    synchronized StepResult answered(StepRequest request, StepResult answer) {
        if (!keeps) {
            return answer;
        }
        hear(request.told());
        return answer.withHead(next());
    }

    private void hear(List<Told> news) {
        news.forEach(one -> {
            arrivals.add(one.number());
            told.put(one.number(), one);
        });
    }

    private EvidenceHead next() {
        lines++;
        return head(lines);
    }

    private static EvidenceHead head(long line) {
        return new EvidenceHead(line, CanonicalForm.hash("line " + line));
    }

    public synchronized List<Told> told() {
        return List.copyOf(told.values());
    }

    /** Numbers in the order in which they came, repeated ones too. */
    public synchronized List<Integer> arrivals() {
        return List.copyOf(arrivals);
    }

    public synchronized List<Conclusion> conclusions() {
        return List.copyOf(conclusions);
    }

    @Override
    public synchronized EvidenceHead conclude(RunReference run, Conclusion conclusion) {
        hear(conclusion.told());
        conclusions.add(conclusion);
        conclusion.learned().ifPresent(rehearsals::add);
        return next();
    }

    @Override
    public synchronized EvidenceReport verify(String cluster, String runId, List<EvidenceHead> anchors) {
        boolean fit = anchors.stream().allMatch(anchor -> anchor.equals(head(anchor.line())));
        return new EvidenceReport(
                head(lines),
                0,
                0,
                anchors.size(),
                fit ? Anchors.last(anchors) : 0,
                !conclusions.isEmpty(),
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public synchronized List<LedgerEntry> rehearsals(String cluster) {
        return List.copyOf(rehearsals);
    }
}
