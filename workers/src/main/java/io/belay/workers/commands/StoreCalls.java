package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Call;
import java.nio.file.Path;

/** A storage driver's own calls, in words: it starts no programs. Pure. */
record StoreCalls(String driver) {

    Call copy(Path image, Path tree) {
        return made("writable", image, tree);
    }

    Call freeze(Path tree, Path image) {
        return made("read-only", tree, image);
    }

    Call remove(Path imageOrTree) {
        return new Call(
                driver.equals("btrfs")
                        ? "btrfs subvolume destroy (ioctl) " + imageOrTree
                        : driver + ": remove the tree " + imageOrTree);
    }

    private Call made(String how, Path from, Path to) {
        return new Call(
                switch (driver) {
                    case "btrfs" -> "btrfs snapshot, " + how + " (ioctl) " + from + " -> " + to;
                    case "reflink", "xfs" -> "copy of the tree by reflinks (ioctl), " + how + " " + from + " -> " + to;
                    case "copy" -> "copy of the tree, " + how + " " + from + " -> " + to;
                    case "auto" -> "image by the best driver of this host, " + how + " " + from + " -> " + to;
                    default -> driver + " image, " + how + " " + from + " -> " + to;
                });
    }
}
