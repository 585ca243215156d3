package io.belay.engine.run;

import io.belay.engine.activity.Sides;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Behind a crossing: which side serves, and whether the other one follows it, so that clients can go back with every row. Immutable.
 *
 * @param step id of the step that crossed, and that swaps the sides
 * @param newIsLive whether new serves, else old does again
 * @param open whether the other side follows; once closed it stays so
 * @param since when it was opened, or found closed
 * @param why why it is closed, or what hinders it now; may be empty
 * @param lag how far the other side is behind, in words; empty when the host does not say
 * @param lookedAt when the host was last asked
 * @param answered whether it answered then
 * @param swaps how often the sides were asked to be swapped
 * @param swap the swap under way
 * @param undone what became of the last swap, where it left everything as it was
 */
record WayBack(
        String step,
        boolean newIsLive,
        boolean open,
        Instant since,
        String why,
        String lag,
        Instant lookedAt,
        boolean answered,
        int swaps,
        Optional<Swap> swap,
        Optional<Failure> undone) {

    /**
     * @param crossed whether its own crossing is decided: from there it can only be completed
     * @param unclear whether nobody can tell what became of it, so that it is inspected
     * @param doubts unclear answers in a row
     */
    record Swap(boolean crossed, boolean unclear, int doubts) {}

    private static final long MEBIBYTE = 1 << 20;
    private static final String FACT = "way_back";

    /** A plan that promises none has none. */
    static boolean isPromisedBy(StepState step) {
        return step.step().back().by().equals("way_back");
    }

    static WayBack behind(StepState step, Instant at) {
        return new WayBack(
                step.id(),
                true,
                false,
                at,
                "the host has not opened it yet",
                "",
                at,
                true,
                0,
                Optional.empty(),
                Optional.empty());
    }

    /** What an answer of the host says of it; nothing is changed where it says nothing. */
    WayBack told(Map<String, String> facts, Instant at) {
        String state = facts.getOrDefault(FACT, "");
        if (state.isEmpty()) {
            return this;
        }
        boolean now = state.equals("open");
        String reason = facts.getOrDefault(FACT + "_why", now ? "" : "the host says `" + state + "`");
        return new WayBack(
                step,
                newIsLive,
                now,
                now == open ? since : at,
                reason,
                now ? lag(facts) : "",
                at,
                true,
                swaps,
                swap,
                undone);
    }

    private static String lag(Map<String, String> facts) {
        String bytes = facts.getOrDefault(FACT + "_lag_bytes", "");
        String milliseconds = facts.getOrDefault(FACT + "_lag_milliseconds", "");
        if (!isNumber(bytes) || !isNumber(milliseconds)) {
            return "";
        }
        long mebibytes = Long.parseLong(bytes) / MEBIBYTE;
        long seconds = Long.parseLong(milliseconds) / 1000;
        return (mebibytes == 0 ? "less than 1MiB" : mebibytes + "MiB") + ", "
                + (seconds == 0
                        ? "less than 1s"
                        : Duration.ofSeconds(seconds).toString().substring(2).toLowerCase(java.util.Locale.ROOT));
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9]{1,15}");
    }

    WayBack unseen(Instant at) {
        return new WayBack(step, newIsLive, open, since, why, lag, at, false, swaps, swap, undone);
    }

    WayBack begun() {
        return with(newIsLive, swaps + 1, Optional.of(new Swap(false, false, 0)), Optional.empty());
    }

    WayBack with(Swap other) {
        return with(newIsLive, swaps, Optional.of(other), undone);
    }

    /** The other side serves; whether the way leads back from there the host has to say anew. */
    WayBack crossed(Instant at) {
        return new WayBack(
                step,
                !newIsLive,
                false,
                at,
                "the host has not opened it yet",
                "",
                at,
                true,
                swaps,
                Optional.of(new Swap(true, false, 0)),
                Optional.empty());
    }

    WayBack over(Optional<Failure> how) {
        return with(newIsLive, swaps, Optional.empty(), how);
    }

    private WayBack with(boolean side, int count, Optional<Swap> underWay, Optional<Failure> how) {
        return new WayBack(step, side, open, since, why, lag, lookedAt, answered, count, underWay, how);
    }

    String live() {
        return newIsLive ? Sides.NEW : Sides.OLD;
    }

    String other() {
        return newIsLive ? Sides.OLD : Sides.NEW;
    }

    /** Where the swap under way leads; behind its crossing it is there already. */
    String to() {
        return swap.filter(Swap::crossed).isPresent() ? live() : other();
    }

    /** From new it leads back, from old forward again. */
    String name() {
        return newIsLive ? "the way back" : "the way forward";
    }

    /** {@code open} or {@code closed}. */
    String state() {
        return open ? "open" : "closed";
    }

    String words() {
        return name() + " is " + state() + " since " + OperatorRules.exact(since)
                + (lag.isEmpty() ? "" : ", lag " + lag)
                + (why.isEmpty() ? "" : " (" + why + ")")
                + (answered ? "" : "; the host did not answer at " + OperatorRules.exact(lookedAt));
    }
}
