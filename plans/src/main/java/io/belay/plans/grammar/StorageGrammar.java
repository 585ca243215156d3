package io.belay.plans.grammar;

import io.belay.plans.model.StoragePolicy;
import java.util.List;

/** The block {@code storage} of a plan. */
final class StorageGrammar {

    private StorageGrammar() {}

    static StoragePolicy read(Form plan) {
        Form form = plan.block("storage");
        StoragePolicy storage = new StoragePolicy(
                form.optional(
                        "driver",
                        Choices.choice(List.of("auto", "btrfs"), List.of("xfs", "copy", "zfs", "lvm", "exec")),
                        "auto"),
                form.optional(
                        "consistency",
                        Choices.choice(List.of("auto", "atomic"), List.of("backup_mode", "stopped")),
                        "auto"),
                form.optional("from", Choices.onlyNow("live", "a replica as source"), "live"));
        form.later("maximum_lag");
        form.close();
        return storage;
    }
}
