package io.belay.workers.hold;

import io.belay.workers.postgres.RunningServer;
import io.belay.workers.verify.Comparison;
import io.belay.workers.verify.FrozenPair;
import io.belay.workers.verify.PairComparison;
import io.belay.workers.verify.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What makes new usable, and the quick verification: extensions, then every catalog fact and every sequence against live's last
 * state; meanwhile first statistics of the largest tables, for as long as the order allows. Databases side by side.
 */
final class CheckPart implements Part {

    static final String NAME = "check";

    private final Workshop shop;
    private final Work work;
    private final Statistics statistics;

    CheckPart(Workshop shop, Work work, Statistics statistics) {
        this.shop = shop;
        this.work = work;
        this.statistics = statistics;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        RunningServer server = work.server();
        List<String> databases = NewExtensions.update(server, shop.order().extensions());
        Duration box = Duration.ofMillis(shop.order().statisticsMilliseconds());
        RunningServer patient = server.withStatementDeadline(Statistics.LONGEST);
        Together.run(List.of(() -> compare(server), () -> statistics.begin(patient::open, databases, box)));
    }

    private void compare(RunningServer server) {
        FinalTwin twin = work.twin();
        FrozenPair pair = new FrozenPair(
                side(twin.server()),
                side(server),
                shop.newPrograms(),
                shop.commands(),
                shop.folder().path(),
                shop.order().transcripts(),
                Optional.empty(),
                Map.of(),
                shop.order().jobs());
        Comparison comparison = new PairComparison(pair, () -> {}).compareCatalogs();
        comparison.notes().forEach(note -> work.note(note, note));
        comparison.figures().forEach((name, figure) -> work.fact("compared_" + name, figure));
        if (!comparison.differences().isEmpty()) {
            throw new HoldFailure(
                    HoldErrors.NOT_PROVEN,
                    comparison.differences().size() + " differences between live and new, first: "
                            + comparison.differences().get(0).place() + ": "
                            + comparison.differences().get(0).statement());
        }
    }

    private static Side side(RunningServer server) {
        return new Side(server, server.socketFolder(), server.port(), server.superuser());
    }
}
