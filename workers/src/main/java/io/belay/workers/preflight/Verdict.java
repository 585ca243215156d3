package io.belay.workers.preflight;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.plans.problem.ErrorCode.Fault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What preflight's findings mean for the step. Pure: the day is an argument. */
public final class Verdict {

    /** As the contract of {@link StepResult} has it. */
    private static final int MOST_FINDINGS = 50;

    private static final int LONGEST_SUMMARY = 500;

    private Verdict() {}

    /**
     * Blockers fail the step, and nothing accepts a blocker. The fault is the snapshot's as soon as one blocker lies in it:
     * mending the host alone would not help then.
     *
     * @param families how many families looked
     * @param today in UTC
     */
    public static StepResult fold(List<Finding> found, int families, List<Acceptance> accepted, LocalDate today) {
        List<Finding> judged = judge(found, accepted, today);
        List<Finding> blockers = judged.stream().filter(Finding::isBlocker).toList();
        Map<String, String> facts = facts(judged, families);
        List<FindingReport> reports =
                judged.stream().limit(MOST_FINDINGS).map(Finding::toReport).toList();
        StepResult result =
                blockers.isEmpty() ? StepResult.succeeded(passed(judged, families), facts) : failed(blockers, facts);
        return result.withFindings(reports);
    }

    /** What was accepted becomes a note that says by whom; order by weight, those of the snapshot first. */
    private static List<Finding> judge(List<Finding> found, List<Acceptance> accepted, LocalDate today) {
        List<Finding> judged = new ArrayList<>();
        for (Finding finding : found) {
            judged.add(accepted.stream()
                    .filter(acceptance -> acceptance.covers(finding, today))
                    .findFirst()
                    .map(by ->
                            finding.accepted("accepted by " + by.owner() + " until " + by.until() + ": " + by.reason()))
                    .orElse(finding));
        }
        judged.sort(Comparator.comparing(Finding::severity)
                .thenComparing(finding -> finding.code().fault() != Fault.SNAPSHOT));
        return judged;
    }

    private static StepResult failed(List<Finding> blockers, Map<String, String> facts) {
        Finding first = blockers.get(0);
        boolean inSnapshot = first.code().fault() == Fault.SNAPSHOT;
        String more = blockers.size() == 1 ? "" : " (and " + (blockers.size() - 1) + " more)";
        StepResult plain = StepResult.failed(first.code(), shorten(first.statement() + more), remedy(first), facts);
        return new StepResult(
                plain.outcome(),
                plain.code(),
                (inSnapshot ? Fault.SNAPSHOT : Fault.ENVIRONMENT).name(),
                plain.summary(),
                plain.remedy(),
                List.of(),
                plain.facts(),
                "");
    }

    private static String remedy(Finding first) {
        if (first.remedy().isEmpty()) {
            return "run `belay explain " + first.code() + "`";
        }
        return first.remedy();
    }

    private static String passed(List<Finding> judged, int families) {
        long warnings = count(judged, Finding.Severity.WARNING);
        long notes = count(judged, Finding.Severity.NOTE);
        return families + " families of checks, no blocker, " + warnings
                + (warnings == 1 ? " warning, " : " warnings, ") + notes + (notes == 1 ? " note" : " notes");
    }

    private static Map<String, String> facts(List<Finding> judged, int families) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("families", Integer.toString(families));
        facts.put("blockers", Long.toString(count(judged, Finding.Severity.BLOCKER)));
        facts.put("warnings", Long.toString(count(judged, Finding.Severity.WARNING)));
        facts.put("notes", Long.toString(count(judged, Finding.Severity.NOTE)));
        if (judged.size() > MOST_FINDINGS) {
            facts.put("findings_left_out", Integer.toString(judged.size() - MOST_FINDINGS));
        }
        return facts;
    }

    private static long count(List<Finding> judged, Finding.Severity severity) {
        return judged.stream().filter(finding -> finding.severity() == severity).count();
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST_SUMMARY ? text : text.substring(0, LONGEST_SUMMARY - 1) + "…";
    }
}
