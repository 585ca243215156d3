package io.belay.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.belay.cli.dev.ShortProgram;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a machine must give for the tests of the lab; each names what is missing. */
public final class LabNeeds {

    private LabNeeds() {}

    static void root() {
        assumeTrue(LabUser.isRoot(), "not root: no loop devices, mounts and accounts");
    }

    /** Majors that are not installed come from Debian packages. */
    static void debian() {
        assumeTrue(
                ShortProgram.find("apt-get").isPresent()
                        && Files.exists(Path.of("/usr/share/keyrings/debian-archive-keyring.gpg")),
                "no Debian: PostgreSQL 13 and 17 cannot be unpacked here");
    }

    public static void loopDevices() {
        root();
        debian();
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "no /dev/loop-control: no loop devices");
    }
}
