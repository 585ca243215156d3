package io.belay.workers.verify;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a comparison means for the step. Pure. */
public final class ComparisonVerdict {

    /** As the contract of {@link StepResult} has it. */
    private static final int MOST_FINDINGS = 50;

    private static final int LONGEST_SUMMARY = 500;

    private ComparisonVerdict() {}

    /** Any difference fails the step. */
    public static StepResult fold(Comparison comparison) {
        List<Difference> differences = comparison.differences();
        Map<String, String> facts = new TreeMap<>();
        comparison.figures().forEach((name, figure) -> facts.put(name, Long.toString(figure)));
        facts.put("differences", Integer.toString(differences.size()));
        List<FindingReport> reports = Stream.concat(
                        differences.stream().map(Difference::toReport),
                        comparison.notes().stream().map(ComparisonVerdict::note))
                .toList();
        if (reports.size() > MOST_FINDINGS) {
            facts.put("findings_left_out", Integer.toString(reports.size() - MOST_FINDINGS));
        }
        StepResult result = differences.isEmpty()
                ? StepResult.succeeded(same(comparison), facts)
                : StepResult.failed(
                        differences.get(0).kind().code(), summary(differences), remedy(differences.get(0)), facts);
        return result.withFindings(reports.stream().limit(MOST_FINDINGS).toList());
    }

    private static FindingReport note(String sentence) {
        return new FindingReport(VerifyErrors.NOTE.text(), "note", sentence.split(":", 2)[0], sentence, "", "");
    }

    private static String same(Comparison comparison) {
        return "old and new are the same in " + figure(comparison, "databases") + " databases: "
                + figure(comparison, "objects") + " objects, " + figure(comparison, "tables") + " tables with "
                + figure(comparison, "rows") + " rows, " + figure(comparison, "sequences") + " sequences";
    }

    private static long figure(Comparison comparison, String name) {
        return comparison.figures().getOrDefault(name, 0L);
    }

    private static String summary(List<Difference> differences) {
        Difference first = differences.get(0);
        String more = differences.size() == 1 ? "" : " (and " + (differences.size() - 1) + " more differences)";
        String text = first.place() + ": " + first.statement() + more;
        return text.length() <= LONGEST_SUMMARY ? text : text.substring(0, LONGEST_SUMMARY - 1) + "…";
    }

    private static String remedy(Difference first) {
        return "run `belay explain " + first.kind().code() + "`; live is not affected";
    }
}
