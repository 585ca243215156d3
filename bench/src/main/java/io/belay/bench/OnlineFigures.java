package io.belay.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The holds of one side, and their judgement. Immutable.
 *
 * @param few with 20 sequences in each database
 * @param many with 5,000
 */
record OnlineFigures(List<Held> few, List<Held> many) {

    private static final double GOAL_FEW = 0.12;
    private static final double GOAL_MANY = 0.30;
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final double GOAL_RATIO = 1.3;

    OnlineFigures {
        few = List.copyOf(few);
        many = List.copyOf(many);
    }

    private Stream<Held> all() {
        return Stream.concat(few.stream(), many.stream());
    }

    private double median(List<Held> held) {
        return Held.series(held).median();
    }

    private Duration longest() {
        return all().map(Held::longest).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    boolean isRight() {
        return all().allMatch(Held::isRight);
    }

    boolean meets(OnlineFigures bare) {
        return isRight()
                && median(few) <= GOAL_FEW
                && median(many) <= GOAL_MANY
                && longest().compareTo(LONGEST) <= 0
                && median(few) <= bare.median(bare.few) * GOAL_RATIO
                && median(many) <= bare.median(bare.many) * GOAL_RATIO;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "median %.3f s with 20 sequences, %.3f s with 5,000, longest %.3f s, %d failed, %d lost, %d doubled",
                median(few),
                median(many),
                longest().toNanos() / 1e9,
                all().mapToLong(Held::failed).sum(),
                all().mapToInt(held -> held.proof().lost()).sum(),
                all().mapToInt(held -> held.proof().doubled()).sum());
    }

    static Trial.Outcome judged(OnlineFigures belay, OnlineFigures bare) {
        boolean met = belay.meets(bare);
        return new Trial.Sentence(
                belay.text() + "; bare " + bare.text() + "; goal " + GOAL_FEW + " and " + GOAL_MANY
                        + " s, none over 0.5 s, " + GOAL_RATIO + " times bare: " + (met ? "met" : "missed"),
                met);
    }
}
