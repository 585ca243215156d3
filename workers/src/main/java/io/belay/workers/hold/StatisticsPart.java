package io.belay.workers.hold;

import java.time.Duration;

/** Behind the release: the rest of new's statistics. */
final class StatisticsPart implements Part {

    static final String NAME = "statistics";

    private final Work work;
    private final Statistics statistics;

    StatisticsPart(Work work, Statistics statistics) {
        this.work = work;
        this.statistics = statistics;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        statistics.complete().forEach(note -> work.note(note, note));
        statistics.close();
    }
}
