package io.belay.engine.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A ledger in at most {@link #LIMIT} bytes of JSON, for the memo: readable with no worker at all. Immutable.
 *
 * @param lastSnapshot the newest rehearsed one, empty when there is none
 * @param updated ISO-8601
 * @param failing newest first
 * @param steps well ones in the plan's order
 * @param leftOut how many steps are left out for room
 */
public record LedgerBrief(
        String cluster,
        String lastSnapshot,
        String updated,
        List<FailingSince> failing,
        List<Well> steps,
        int leftOut) {

    public static final int LIMIT = 1900;

    /** Name under which it stands in the memo. */
    public static final String MEMO = "belay_ledger";

    private static final int TEXT_LENGTH = 200;
    private static final JsonMapper MAPPER = new JsonMapper();

    /** @param since on which snapshot it passed again after failing, empty when it never failed as far as is remembered */
    public record Well(String plan, String step, String lastPassed, String since, long milliseconds) {}

    public LedgerBrief {
        failing = List.copyOf(failing);
        steps = List.copyOf(steps);
    }

    public static LedgerBrief of(Ledger ledger) {
        List<FailingSince> failing = new ArrayList<>();
        ledger.failing().forEach(step -> failing.add(shortened(step)));
        List<Well> well = new ArrayList<>();
        ledger.steps().stream().filter(step -> step.failing().isEmpty()).forEach(step -> well.add(well(step)));
        LedgerBrief brief = brief(ledger, failing, well, 0);
        int leftOut = 0;
        while (size(brief) > LIMIT && !(failing.isEmpty() && well.isEmpty())) {
            leftOut++;
            if (well.isEmpty()) {
                failing.remove(failing.size() - 1);
            } else {
                well.remove(well.size() - 1);
            }
            brief = brief(ledger, failing, well, leftOut);
        }
        return brief;
    }

    static int size(LedgerBrief brief) {
        try {
            return MAPPER.writeValueAsString(brief).getBytes(StandardCharsets.UTF_8).length;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a brief could not be written", impossible);
        }
    }

    private static LedgerBrief brief(Ledger ledger, List<FailingSince> failing, List<Well> well, int leftOut) {
        String last = ledger.snapshots().isEmpty()
                ? ""
                : ledger.snapshots().get(ledger.snapshots().size() - 1);
        return new LedgerBrief(ledger.cluster(), last, ledger.updated(), failing, well, leftOut);
    }

    private static Well well(StepHistory step) {
        long last = step.durations().isEmpty()
                ? 0
                : step.durations().get(step.durations().size() - 1).milliseconds();
        return new Well(
                step.plan(),
                step.step(),
                step.lastPassed().orElse(""),
                step.wellAgainSince().orElse(""),
                last);
    }

    private static FailingSince shortened(FailingSince step) {
        return new FailingSince(
                step.step(),
                step.code(),
                step.lastPassed(),
                step.firstFailed(),
                cut(step.error()),
                cut(step.object()),
                step.plan());
    }

    private static String cut(String text) {
        return text.length() <= TEXT_LENGTH ? text : text.substring(0, TEXT_LENGTH - 1) + "…";
    }
}
