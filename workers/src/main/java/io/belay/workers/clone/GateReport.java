package io.belay.workers.clone;

import java.util.ArrayList;
import java.util.List;

/**
 * What the gate did and saw, for the evidence. Immutable.
 *
 * @param done one line per item and look, in order
 * @param notIsolated what could not be isolated on this host, as sentences; printed for people and kept
 * @param leftOut what live has and the clone was not given, so that it is not rehearsed, as sentences
 */
public record GateReport(List<Line> done, List<String> notIsolated, List<String> leftOut) {

    /** When the gate looked. */
    public enum Look {
        BEFORE_START,
        WHILE_RUNNING
    }

    /**
     * @param row number in the checklist of docs/manual
     * @param what the item sees to
     * @param evidence what was found when it was checked
     */
    public record Line(int row, Look look, String what, String evidence) {}

    public GateReport {
        done = List.copyOf(done);
        notIsolated = List.copyOf(notIsolated);
        leftOut = List.copyOf(leftOut);
    }

    GateReport with(List<Line> more) {
        List<Line> lines = new ArrayList<>(done);
        lines.addAll(more);
        return new GateReport(lines, notIsolated, leftOut);
    }
}
