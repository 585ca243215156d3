package io.belay.plans.review;

import io.belay.plans.graph.Stage;
import io.belay.plans.graph.Stop;
import io.belay.plans.review.ReviewFacts.StepTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which step begins when, counted from the start and without the waiting for people and windows. Immutable. */
record Gantt(List<Bar> bars) {

    /**
     * @param offset what the steps before it took, as far as that is known
     * @param exact whether the times of all of them are known
     * @param time as rehearsed
     */
    record Bar(Stop stop, Duration offset, boolean exact, Optional<StepTime> time) {

        Duration length() {
            return time.map(StepTime::usual).orElse(Duration.ZERO);
        }
    }

    Gantt {
        bars = List.copyOf(bars);
    }

    static Gantt of(Subject subject) {
        List<Bar> bars = new ArrayList<>();
        Duration offset = Duration.ZERO;
        boolean exact = true;
        boolean applies = subject.way().promotion().isPresent();
        for (Stop stop : subject.stops()) {
            if (applies && stop.rehearsedOnly()) {
                continue;
            }
            Optional<StepTime> time = works(stop) ? subject.facts().time(stop.id()) : Optional.empty();
            bars.add(new Bar(stop, offset, exact, time));
            offset = offset.plus(time.map(StepTime::usual).orElse(Duration.ZERO));
            exact &= time.isPresent() || !works(stop);
        }
        return new Gantt(bars);
    }

    /** Whether it takes time of its own: waiting for people, for the clock and for days to pass is no work. */
    static boolean works(Stop stop) {
        return !stop.waits() && stop.stage() != Stage.ENDED;
    }

    /** Steps at work before clients are held; all of them when nothing is promoted. */
    List<Bar> preparation() {
        return bars.stream()
                .filter(bar -> works(bar.stop))
                .filter(bar -> bar.stop.stage() == Stage.UNTOUCHED || bar.stop.stage() == Stage.PREPARED)
                .toList();
    }

    Duration total() {
        return sum(bars);
    }

    boolean knowsAny() {
        return bars.stream().anyMatch(bar -> bar.time.isPresent());
    }

    static int unknown(List<Bar> some) {
        return (int) some.stream().filter(bar -> bar.time.isEmpty()).count();
    }

    static Duration sum(List<Bar> some) {
        return some.stream().map(Bar::length).reduce(Duration.ZERO, Duration::plus);
    }
}
