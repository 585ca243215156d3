package io.belay.bench;

import java.util.List;
import java.util.Optional;

/**
 * How much of an online benchmark is wished for. Immutable.
 *
 * @param brief whether a short form will do
 * @param perSecond transactions of all clients together
 */
record OnlineOptions(boolean brief, int perSecond) {

    static final String USAGE = "[--short] [--rate N]";

    /** As the hand trial had it, on two cores. */
    private static final int USUAL_RATE = 400;

    static Optional<OnlineOptions> of(List<String> options) {
        boolean brief = !options.isEmpty() && options.get(0).equals("--short");
        List<String> rest = options.subList(brief ? 1 : 0, options.size());
        if (rest.isEmpty()) {
            return Optional.of(new OnlineOptions(brief, USUAL_RATE));
        }
        boolean rated =
                rest.size() == 2 && rest.get(0).equals("--rate") && rest.get(1).matches("[1-9]\\d{1,4}");
        return rated ? Optional.of(new OnlineOptions(brief, Integer.parseInt(rest.get(1)))) : Optional.empty();
    }
}
