package io.belay.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The files that somebody names, and those within the folders that they name. Stateless. */
final class PlanFiles {

    /** A name may hold a line break: one that was passed over for it would count as checked. */
    private static final Pattern OURS = Pattern.compile(".*\\.(plan|steps|fleet|host)\\.yaml", Pattern.DOTALL);

    private PlanFiles() {}

    /** By its name. */
    static boolean isOurs(Path file) {
        Path name = file.getFileName();
        return name != null && OURS.matcher(name.toString()).matches();
    }

    /**
     * Files in the order in which they were named, each once; those of a folder by name. A file that does not exist stays in the
     * list: who reads it says so.
     */
    static List<Path> of(List<Path> named, Console console) {
        LinkedHashSet<Path> files = new LinkedHashSet<>();
        for (Path path : named) {
            Path found = console.workingFolder().resolve(path);
            if (!Files.isDirectory(found)) {
                files.add(path);
                continue;
            }
            List<Path> within = within(found);
            if (within.isEmpty()) {
                throw new CliFailure(
                        ExitCode.USAGE,
                        CliErrors.NO_FILES_HERE,
                        "`" + path + "` holds no file named *.plan.yaml, *.steps.yaml, *.fleet.yaml or *.host.yaml",
                        "nothing was read",
                        "ls " + path + "; a file with another name can be named itself");
            }
            within.forEach(
                    file -> files.add(path.resolve(found.relativize(file)).normalize()));
        }
        return List.copyOf(files);
    }

    /** Hidden folders are passed over, links to folders are not followed. */
    private static List<Path> within(Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                    boolean hidden = !inner.equals(folder)
                            && inner.getFileName().toString().startsWith(".");
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    // A pipe of that name would be waited for; a dangling link is told by who reads it.
                    boolean pipe = Files.exists(file) && !Files.isRegularFile(file);
                    if (!pipe && OURS.matcher(file.getFileName().toString()).matches()) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw Failures.unreadable(folder.toString(), String.valueOf(e.getMessage()));
        }
        files.sort(null);
        return files;
    }
}
