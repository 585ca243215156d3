package io.belay.lab;

import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes unpacked programs use the loader and the libraries that were unpacked with them. Only programs and their own modules
 * are changed: a patched libc crashes. One thread only.
 */
final class ElfPatch {

    private static final String LOADER = "ld-(2\\.\\d+\\.so|linux[-.\\w]*\\.so\\.\\d+)";
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};

    private final Path prefix;

    ElfPatch(Path prefix) {
        this.prefix = prefix;
    }

    /**
     * @param patchelf the command to begin with
     * @param home where the prefix will lie once it is complete: the paths written into the programs
     */
    void apply(List<String> patchelf, Path home, List<String> programFolders) throws IOException {
        String libraries = String.join(
                ":",
                libraryFolders().stream()
                        .map(folder -> home.resolve(prefix.relativize(folder)).toString())
                        .toList());
        String loader = home.resolve(prefix.relativize(loader())).toString();
        List<String> programs = new ArrayList<>();
        List<String> modules = new ArrayList<>();
        for (Path file : elfFiles(programFolders)) {
            (file.getFileName().toString().contains(".so") ? modules : programs).add(file.toString());
        }
        run(patchelf, List.of("--set-interpreter", loader, "--force-rpath", "--set-rpath", libraries), programs);
        run(patchelf, List.of("--force-rpath", "--set-rpath", libraries), modules);
    }

    /** The prefix's own loader; in older releases its usual name is an absolute link that leads out of the prefix. */
    Path loader() throws IOException {
        try (Stream<Path> files = Files.walk(prefix)) {
            return files.filter(file -> file.getFileName().toString().matches(LOADER))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no loader below " + prefix));
        }
    }

    /** Folders with shared libraries, without modules that programs load by path. */
    Set<Path> libraryFolders() throws IOException {
        Set<Path> folders = new LinkedHashSet<>();
        for (String base : List.of("lib", "usr/lib", "lib64", "usr/lib64")) {
            Path folder = prefix.resolve(base);
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                try (var children = Files.newDirectoryStream(folder, "*-linux-gnu*")) {
                    children.forEach(folders::add);
                }
            }
        }
        return folders;
    }

    private List<Path> elfFiles(List<String> folders) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : folders) {
            Path folder = prefix.resolve(name);
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try (var files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isElf(file)) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isElf(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return java.util.Arrays.equals(stream.readNBytes(ELF.length), ELF);
        }
    }

    private static void run(List<String> patchelf, List<String> options, List<String> files) {
        if (files.isEmpty()) {
            return;
        }
        List<String> arguments = new ArrayList<>(patchelf);
        arguments.addAll(options);
        arguments.addAll(files);
        ShortProgram.Result result = ShortProgram.of(arguments).run();
        if (!result.succeeded()) {
            throw new SetupFailure(
                    LabErrors.PROGRAM_DOES_NOT_RUN,
                    "`patchelf` cannot point the unpacked programs to their libraries: " + result.tail(),
                    "nothing on this machine was changed",
                    "install patchelf with `apt-get install patchelf`, then start again");
        }
    }
}
