package io.belay.lab;

import io.belay.cli.dev.CacheFolder;
import io.belay.cli.dev.ShortProgram;
import java.nio.file.Path;

/** The programs beside PostgreSQL: what is installed, else unpacked into the cache like the majors. Thread-safe. */
public final class LabTools {

    private final UnpackedPackages packages;

    LabTools(UnpackedPackages packages) {
        this.packages = packages;
    }

    public static LabTools onThisMachine(Narrator narrator) {
        return new LabTools(new UnpackedPackages(CacheFolder.ofThisMachine(), narrator));
    }

    public Path pgbouncer() {
        return find("pgbouncer", "pgbouncer");
    }

    public Path btrfs() {
        return find("btrfs", "btrfs-progs");
    }

    public Path mkfsBtrfs() {
        return find("mkfs.btrfs", "btrfs-progs");
    }

    public Path mkfsXfs() {
        return find("mkfs.xfs", "xfsprogs");
    }

    private Path find(String program, String packageName) {
        return ShortProgram.find(program).orElseGet(() -> {
            PackageRecipe recipe = PackageRecipe.tool(packageName, program);
            return recipe.proofIn(packages.prefix(recipe));
        });
    }
}
