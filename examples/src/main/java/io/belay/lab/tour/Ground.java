package io.belay.lab.tour;

import io.belay.cli.CliFailure;
import io.belay.cli.ExitCode;
import io.belay.cli.dev.ShortProgram;
import io.belay.lab.Lab;
import io.belay.lab.LabErrors;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tour stands on, looked at before anything is made. Stateless. */
final class Ground {

    private Ground() {}

    /**
     * Root gets a btrfs of its own; anybody else needs one under the lab's folder, as no other storage driver is there yet.
     *
     * @throws CliFailure BLY-4169 when there is none
     */
    static void require() {
        if (Lab.makesItsOwnVolume()) {
            return;
        }
        Path folder = existing(Lab.folder());
        String type = ShortProgram.of("stat", "-f", "-c", "%T", folder.toString())
                .run()
                .output()
                .strip();
        if (!type.equals("btrfs")) {
            throw new CliFailure(
                    ExitCode.CHECK_BLOCKED,
                    LabErrors.NO_COPY_ON_WRITE,
                    "without root the tour cannot make and mount a btrfs of its own, and `" + folder + "` lies on "
                            + type + ", of which it cannot take snapshots",
                    "nothing was made or changed",
                    "run it as root (sudo), or name a folder of yours on a btrfs that is mounted with"
                            + " user_subvol_rm_allowed: export BELAY_LAB_FOLDER=/path/on/btrfs");
        }
    }

    private static Path existing(Path folder) {
        Path found = folder.toAbsolutePath();
        while (!Files.exists(found) && found.getParent() != null) {
            found = found.getParent();
        }
        return found;
    }
}
