package io.belay.plans.grammar;

import io.belay.plans.model.OrWord;
import io.belay.plans.model.Percent;
import io.belay.plans.model.SnapshotPolicy;
import io.belay.plans.model.SnapshotPolicy.Keep;
import java.time.Duration;
import java.time.ZoneId;

/** The block {@code snapshots}: the schedule, and what stays. */
final class SnapshotsGrammar {

    private static final TextType<Integer> COUNT = Quantities.integer(0, 100_000);

    private SnapshotsGrammar() {}

    static SnapshotPolicy read(Form plan) {
        Form form = plan.block("snapshots");
        SnapshotPolicy policy = new SnapshotPolicy(
                form.optional("every", Choices.orWord(Quantities.DURATION, "never"), OrWord.of(Duration.ofHours(1))),
                keep(form.block("keep")),
                form.optional("minimum_free", Quantities.PERCENT, Percent.of(15)),
                form.optional("stop_below", Quantities.PERCENT, Percent.of(8)),
                form.optional("zone", Names.ZONE, ZoneId.of("UTC")));
        form.close();
        return policy;
    }

    private static Keep keep(Form form) {
        Keep keep = new Keep(
                form.optional("newest", COUNT, 2),
                form.optional("hourly", COUNT, 24),
                form.optional("daily", COUNT, 7),
                form.optional("weekly", COUNT, 4),
                form.optional("monthly", COUNT, 0),
                form.optional("yearly", COUNT, 0));
        form.close();
        return keep;
    }
}
