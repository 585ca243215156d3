package io.belay.lab;

import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Programs of Debian packages in folders of the cache, runnable where they lie and without being installed: installing a server
 * package would start services on the user's ports. A folder is named after the versions in it, made beside its place and
 * renamed, so that whoever finds it finds it whole. Safe for several processes; within one, for several threads.
 */
final class UnpackedPackages {

    /** Raised when the recipe changes, so that older folders are not taken for good. */
    private static final String RECIPE = "1";

    private static final String COMPLETE = ".complete";

    /** What packages need only when they are installed. {@code libllvm} and {@code libz3}: the lab runs without JIT. */
    private static final String NOT_UNPACKED =
            "(libllvm|libz3|libperl|libpython|python|perl|debconf|adduser|passwd|dpkg"
                    + "|coreutils|tar_|usrmerge|ucf_|libdb5|libgdbm|locales|libc-l10n|libpam-|libsemanage|sysvinit|lsb-base"
                    + "|init-system|base-passwd|procps|dmsetup|media-types|sensible-utils|gcc-\\d|lib[a-z-]*-perl_).*";

    private final Path cache;
    private final Narrator narrator;

    UnpackedPackages(Path cache, Narrator narrator) {
        this.cache = cache;
        this.narrator = narrator;
    }

    /**
     * The prefix of a recipe; fetched at the first call on this machine, found without any network at later ones.
     *
     * @throws SetupFailure when this is no Debian, the packages are not to be had, or the result does not run
     */
    Path prefix(PackageRecipe recipe) {
        Path shelf = cache.resolve("packages").resolve(recipe.name());
        try {
            Files.createDirectories(shelf);
            Optional<Path> ready = newest(shelf);
            if (ready.isPresent()) {
                return ready.get();
            }
            synchronized (UnpackedPackages.class) {
                return fetchLocked(recipe, shelf);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write below " + shelf, failure);
        }
    }

    /** The lock only saves work; without it (network file systems) the later rename gives way to the earlier. */
    private Path fetchLocked(PackageRecipe recipe, Path shelf) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(shelf.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Optional<Path> ready = lock.isValid() ? newest(shelf) : Optional.empty();
            if (ready.isPresent()) {
                return ready.get();
            }
            removeAbandoned(shelf);
            Path part =
                    shelf.resolve(".part-" + ProcessMark.ofThisProcess().text().replace('/', '-'));
            try {
                return fetch(recipe, shelf, part);
            } finally {
                FileTrees.delete(part);
            }
        }
    }

    private Path fetch(PackageRecipe recipe, Path shelf, Path part) throws IOException {
        narrator.says("fetching the packages of " + recipe.name() + " (nothing is installed on this machine)");
        Path prefix = Files.createDirectories(part.resolve("prefix"));
        PrivateApt apt = new PrivateApt(part.resolve("apt"), recipe.suite());
        Path home = shelf.resolve(folderName(recipe, apt.resolve(recipe.packages())));
        for (Path file : apt.download(recipe.packages())) {
            if (!file.getFileName().toString().matches(NOT_UNPACKED)) {
                unpack(file, prefix);
            }
        }
        prune(prefix);
        new ElfPatch(prefix).apply(patchelf(recipe, prefix), home, recipe.programFolders());
        Files.writeString(prefix.resolve(COMPLETE), home.toString());
        // Other accounts run these programs.
        Files.setPosixFilePermissions(prefix, PosixFilePermissions.fromString("rwxr-xr-x"));
        moveInPlace(prefix, home);
        requireRuns(recipe, home);
        return home;
    }

    private static void moveInPlace(Path prefix, Path home) throws IOException {
        try {
            Files.move(prefix, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException another) {
            if (!isComplete(home)) {
                throw another;
            }
        }
    }

    private static void unpack(Path file, Path prefix) {
        ShortProgram.Result result = ShortProgram.of("dpkg-deb", "-x", file.toString(), prefix.toString())
                .run();
        if (!result.succeeded()) {
            throw new SetupFailure(
                    LabErrors.PACKAGES_NOT_FETCHED,
                    "cannot unpack `" + file.getFileName() + "`: " + result.tail(),
                    "nothing on this machine was changed",
                    "look for free space below `" + prefix + "`, then start again");
        }
    }

    /** Documentation, and the JIT provider: it would need LLVM, and a server without the file simply does not compile. */
    private static void prune(Path prefix) throws IOException {
        for (String folder : List.of("doc", "man", "locale", "info", "lintian", "bash-completion")) {
            FileTrees.delete(prefix.resolve("usr/share").resolve(folder));
        }
        Path majors = prefix.resolve("usr/lib/postgresql");
        if (Files.isDirectory(majors)) {
            try (var folders = Files.newDirectoryStream(majors)) {
                for (Path major : folders) {
                    FileTrees.delete(major.resolve("lib/bitcode"));
                    Files.deleteIfExists(major.resolve("lib/llvmjit.so"));
                }
            }
        }
    }

    private List<String> patchelf(PackageRecipe recipe, Path prefix) throws IOException {
        Optional<Path> installed = ShortProgram.find("patchelf");
        if (installed.isPresent()) {
            return List.of(installed.get().toString());
        }
        // patchelf itself is started through its own loader, so it needs no patching.
        boolean itself = recipe.name().equals("patchelf");
        Path own = itself ? prefix : prefix(PackageRecipe.tool("patchelf", "patchelf"));
        ElfPatch elf = new ElfPatch(own);
        String libraries = String.join(
                ":", elf.libraryFolders().stream().map(Path::toString).toList());
        // A running program cannot be rewritten: patchelf works on itself from a copy.
        Path program = own.resolve("usr/bin/patchelf");
        if (itself) {
            program = Files.copy(program, prefix.resolveSibling("patchelf"));
        }
        return List.of(elf.loader().toString(), "--library-path", libraries, program.toString());
    }

    private static void requireRuns(PackageRecipe recipe, Path home) throws IOException {
        String program = recipe.proofIn(home).toString();
        ShortProgram.Result result = ShortProgram.of(program, "--version").run();
        // mkfs.xfs knows the short form only.
        if (!result.succeeded() && !ShortProgram.of(program, "-V").run().succeeded()) {
            FileTrees.delete(home);
            throw new SetupFailure(
                    LabErrors.PROGRAM_DOES_NOT_RUN,
                    "the unpacked `" + recipe.proof() + "` does not run here: " + result.tail(),
                    "the unpacked files were deleted; nothing else on this machine was changed",
                    "install " + String.join(" and ", recipe.packages()) + " by hand, then start again");
        }
    }

    private static Optional<Path> newest(Path shelf) throws IOException {
        Optional<Path> best = Optional.empty();
        try (var folders = Files.newDirectoryStream(shelf, "[!.]*")) {
            for (Path folder : folders) {
                if (isComplete(folder) && (best.isEmpty() || isLater(folder, best.get()))) {
                    best = Optional.of(folder);
                }
            }
        }
        return best;
    }

    private static boolean isLater(Path one, Path other) throws IOException {
        return Files.getLastModifiedTime(one.resolve(COMPLETE))
                        .compareTo(Files.getLastModifiedTime(other.resolve(COMPLETE)))
                > 0;
    }

    /** A folder that was moved is of no use: its programs name the old place. */
    private static boolean isComplete(Path folder) throws IOException {
        Path mark = folder.resolve(COMPLETE);
        return folder.getFileName().toString().endsWith("-r" + RECIPE)
                && Files.isRegularFile(mark)
                && Files.readString(mark).equals(folder.toString());
    }

    private static void removeAbandoned(Path shelf) throws IOException {
        try (var folders = Files.newDirectoryStream(shelf, ".part-*")) {
            for (Path folder : folders) {
                String mark = folder.getFileName()
                        .toString()
                        .substring(".part-".length())
                        .replace('-', '/');
                if (!ProcessMark.parse(mark).isAlive()) {
                    FileTrees.delete(folder);
                }
            }
        }
    }

    private static String folderName(PackageRecipe recipe, List<String> files) {
        String version = files.stream()
                .filter(file -> file.startsWith(recipe.packages().get(0) + "_"))
                .map(file -> file.split("_", -1)[1].replaceAll("[^A-Za-z0-9.+]", "-"))
                .findFirst()
                .orElse("unknown");
        return version + "-" + shortHash(String.join("\n", files)) + "-r" + RECIPE;
    }

    private static String shortHash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
