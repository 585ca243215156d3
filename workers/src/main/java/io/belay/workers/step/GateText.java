package io.belay.workers.step;

import io.belay.workers.clone.GateReport;
import java.util.Locale;

/** The gate's report as a file of the evidence: what was done, and what could not be isolated. */
final class GateText {

    private GateText() {}

    static String of(GateReport report) {
        StringBuilder text = new StringBuilder();
        for (GateReport.Line line : report.done()) {
            text.append(String.format(
                    "%2d  %-16s %s: %s%n",
                    line.row(), line.look().name().toLowerCase(Locale.ROOT), line.what(), line.evidence()));
        }
        for (String sentence : report.notIsolated()) {
            text.append("not isolated: ").append(sentence).append('\n');
        }
        return text.toString();
    }
}
