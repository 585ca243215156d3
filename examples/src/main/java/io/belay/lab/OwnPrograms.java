package io.belay.lab;

import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A major's programs once more, in the lab's own folder: PostgreSQL finds its libraries and scripts beside its programs. */
final class OwnPrograms {

    private OwnPrograms() {}

    /** @return the folder of the programs in the copy */
    static Path copy(LabSite site, int major, Path bin) {
        Path home = bin.getParent();
        Path own = site.work().resolve("majors");
        Path copied = own.resolve("lib/postgresql").resolve(Integer.toString(major));
        site.narrator().says("copying the programs of PostgreSQL " + major + ", to change the copy");
        copyTree(site, home, copied);
        // Debian keeps scripts apart from programs; others keep them in the same folder, which is copied already.
        Path scripts = home.resolve("../../../share/postgresql")
                .resolve(Integer.toString(major))
                .normalize();
        if (Files.isDirectory(scripts)) {
            copyTree(site, scripts, own.resolve("share/postgresql").resolve(Integer.toString(major)));
        }
        return copied.resolve("bin");
    }

    private static void copyTree(LabSite site, Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write below " + site.work(), failure);
        }
        ShortProgram.Result result = site.asSelf("cp", "-a", "--reflink=auto", from.toString(), to.toString())
                .run();
        if (!result.succeeded()) {
            throw new SetupFailure(
                    LabErrors.PROGRAM_DOES_NOT_RUN,
                    "the programs of PostgreSQL cannot be copied to `" + to + "`: " + result.tail(),
                    "nothing but the lab's own folder was written to",
                    "look for free space below `" + to + "`, then start again");
        }
    }
}
