package io.belay.workers.host;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A result as it may leave the host: without secrets (invariant I7), within the limits of its contract. Pure. */
final class Outgoing {

    private static final int LONGEST_SUMMARY = 500;
    private static final int MOST_FINDINGS = 50;

    private Outgoing() {}

    static StepResult of(StepResult result, UnaryOperator<String> mask) {
        List<FindingReport> findings = result.findings().stream()
                .limit(MOST_FINDINGS)
                .map(finding -> masked(finding, mask))
                .toList();
        Map<String, String> facts = new TreeMap<>();
        result.facts().forEach((name, value) -> facts.put(name, mask.apply(value)));
        int left = result.findings().size() - findings.size();
        if (left > 0) {
            facts.put("findings_left_out", String.valueOf(left));
        }
        StepResult outgoing = new StepResult(
                result.outcome(),
                result.code(),
                result.fault(),
                shortened(mask.apply(result.summary())),
                mask.apply(result.remedy()),
                findings,
                facts,
                result.evidence());
        return result.conclusive() ? outgoing.asConclusive() : outgoing;
    }

    private static FindingReport masked(FindingReport finding, UnaryOperator<String> mask) {
        return new FindingReport(
                finding.code(),
                finding.severity(),
                mask.apply(finding.object()),
                mask.apply(finding.statement()),
                mask.apply(finding.remedy()),
                mask.apply(finding.undo()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SUMMARY ? text : text.substring(0, LONGEST_SUMMARY - 1) + "…";
    }
}
