package io.belay.plans.grammar;

import io.belay.plans.model.ByteSize;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Reference;
import io.belay.plans.model.StoragePolicy;
import java.util.Optional;

/** The block {@code storage} of a plan. */
final class StorageGrammar {

    private static final ByteSize USUAL_LAG = new ByteSize(64L << 20);

    private StorageGrammar() {}

    static StoragePolicy read(Form plan) {
        Form form = plan.block("storage");
        String driver =
                form.optional("driver", Choices.choice("auto", "btrfs", "zfs", "lvm", "xfs", "copy", "exec"), "auto");
        String consistency =
                form.optional("consistency", Choices.choice("auto", "atomic", "backup_mode", "stopped"), "auto");
        Optional<Reference> replica = form.optional(
                        "from", Choices.orWord(Names.REFERENCE, "live"), OrWord.word("live"))
                .value();
        // Without a replica nothing can be behind, so nothing is written out.
        Optional<ByteSize> maximumLag = replica.isPresent()
                ? Optional.of(form.optional("maximum_lag", Quantities.SIZE, USUAL_LAG))
                : form.stated("maximum_lag", Quantities.SIZE);
        form.close();
        return new StoragePolicy(driver, consistency, replica, maximumLag);
    }
}
