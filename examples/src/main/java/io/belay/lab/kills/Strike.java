package io.belay.lab.kills;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * One kill that was drawn.
 *
 * @param moment at which it is due
 * @param pick which of several processes: the remainder by their number
 * @param down how long what was killed stays away
 */
record Strike(Victim victim, Moment moment, int pick, Duration down) {

    private static final int MOST_PICK = 1000;
    private static final int MOST_DOWN = 2000;

    /** In the order in which they will come about. */
    static List<Strike> draw(int number, Random random) {
        List<Victim> victims = Victims.all();
        return Moment.draw(number, random).stream()
                .map(moment -> new Strike(
                        victims.get(random.nextInt(victims.size())),
                        moment,
                        random.nextInt(MOST_PICK),
                        Duration.ofMillis(random.nextInt(MOST_DOWN))))
                .toList();
    }

    String text() {
        return victim.name() + " " + moment.text();
    }
}
