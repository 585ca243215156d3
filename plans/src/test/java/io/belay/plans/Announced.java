package io.belay.plans;

import io.belay.plans.feature.Feature;
import io.belay.plans.feature.Features;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** What one announces that carries out all there is. */
    public static final Set<String> EVERYTHING =
            Features.ALL.stream().map(Feature::name).collect(Collectors.toUnmodifiableSet());

    private Announced() {}

    /** For a file of mistakes: rules are judged where all is carried out, except where that is the mistake. */
    static Set<String> in(Path file) {
        return file.getFileName().toString().startsWith("1110") ? FIRST_SLICE : EVERYTHING;
    }
}
