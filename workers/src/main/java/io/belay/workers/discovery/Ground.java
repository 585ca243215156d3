package io.belay.workers.discovery;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a cluster's files lie on, and what that means for snapshots. Immutable. Sizes in bytes.
 *
 * @param fileSystem as the kernel calls it; empty when it could not be told
 * @param driver word of the host's file: {@code btrfs}, {@code xfs} (files that share blocks) or {@code copy}
 * @param path what the driver serves: the folder that holds the cluster and everything beside it
 * @param work where snapshots and clones may lie
 * @param inNetwork whether it is another machine's
 * @param copyRate bytes in a second at which the cluster's files can be read; measured only where every snapshot is a copy
 * @param obstacles what stands in the way of a better driver, each a sentence
 */
public record Ground(
        String fileSystem,
        String driver,
        Path path,
        Path work,
        long free,
        long total,
        boolean inNetwork,
        OptionalLong copyRate,
        List<String> obstacles) {

    public Ground {
        obstacles = List.copyOf(obstacles);
    }

    /** Whether a snapshot costs next to nothing, whatever the cluster's size. */
    public boolean sharesBlocks() {
        return !driver.equals("copy");
    }
}
