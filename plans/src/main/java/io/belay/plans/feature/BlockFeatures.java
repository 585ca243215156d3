package io.belay.plans.feature;

import java.util.List;

/** What of the blocks of a plan, and of the other kinds of file, only some workers carry out. Immutable. */
final class BlockFeatures {

    static final List<Feature> ALL = List.of();

    private BlockFeatures() {}
}
