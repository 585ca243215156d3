package io.belay.lab.kills;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * All that chance decides about one run. Immutable.
 *
 * @param strikes in order
 * @param aborts when the operator aborts unasked
 * @param givesUp at which question the operator aborts instead of going on; 0 for never
 */
record Draw(long seed, List<Strike> strikes, Optional<Moment> aborts, int givesUp) {

    private static final int ONE_ABORTS_OF = 6;
    private static final int ONE_GIVES_UP_OF = 4;

    Draw {
        strikes = List.copyOf(strikes);
    }

    static Draw of(long seed, int strikes) {
        Random random = new Random(seed);
        List<Strike> drawn = Strike.draw(strikes, random);
        Optional<Moment> aborts = random.nextInt(ONE_ABORTS_OF) == 0
                ? Optional.of(Moment.draw(1, random).get(0))
                : Optional.empty();
        return new Draw(seed, drawn, aborts, random.nextInt(ONE_GIVES_UP_OF) == 0 ? 1 + random.nextInt(2) : 0);
    }
}
