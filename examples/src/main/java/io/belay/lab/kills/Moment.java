package io.belay.lab.kills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A moment of a run that is the same in each repetition, as far as the machine is. Immutable.
 *
 * @param step whose start it counts from
 * @param after how long behind that start
 */
record Moment(String step, Duration after) {

    /** Steps of the plan, and about how long each takes on a small machine, in milliseconds. */
    private enum Span {
        SNAPSHOT(600),
        CLONE(1200),
        PG_UPGRADE(6000),
        EXTENSIONS(2000),
        ANALYZE(3000),
        VERIFY(5000),
        PROMOTE(9000);

        private final int milliseconds;

        Span(int milliseconds) {
            this.milliseconds = milliseconds;
        }

        String step() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Spread evenly over a run, in the order in which they come about. */
    static List<Moment> draw(int number, Random random) {
        int whole = 0;
        for (Span span : Span.values()) {
            whole += span.milliseconds;
        }
        return random.ints(number, 0, whole).sorted().mapToObj(Moment::at).toList();
    }

    private static Moment at(int milliseconds) {
        int rest = milliseconds;
        for (Span span : Span.values()) {
            if (rest < span.milliseconds) {
                return new Moment(span.step(), Duration.ofMillis(rest));
            }
            rest -= span.milliseconds;
        }
        throw new IllegalArgumentException("beyond the last step: " + milliseconds);
    }

    /**
     * A step begins when its worker writes down that it was admitted, whoever is dead or not to be seen then.
     *
     * @param journal the run's
     */
    boolean isDue(Path journal) {
        Path begun = journal.resolve(step);
        try {
            FileTime since =
                    Files.readAttributes(begun, BasicFileAttributes.class).creationTime();
            return !Instant.now().isBefore(since.toInstant().plus(after));
        } catch (NoSuchFileException notYet) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot be read: " + begun, failure);
        }
    }

    String text() {
        return after.toMillis() + " ms into " + step;
    }
}
