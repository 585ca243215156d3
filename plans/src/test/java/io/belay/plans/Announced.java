package io.belay.plans;

import java.util.Set;

/** What a worker of the first slice of the language announces. The module knows no worker, so its tests have one on paper. */
public final class Announced {

    public static final Set<String> FIRST_SLICE = Set.of(
            "step.preflight",
            "step.snapshot",
            "step.clone",
            "step.pg_upgrade",
            "step.extensions",
            "step.analyze",
            "step.verify",
            "step.promote",
            "step.retire");

    private Announced() {}
}
