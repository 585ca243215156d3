package io.belay.workers.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The relation files of one data directory, below {@code base} and in its tablespaces. Of a tablespace only the folder of the
 * directory's own major: after an upgrade the folders of both majors lie side by side in it. Reads only.
 */
public final class RelationFiles {

    /** Oids from here on belong to users; below are PostgreSQL's own (FirstNormalObjectId in access/transam.h). */
    private static final long FIRST_USER_FILE = 16384;

    /** Main, free-space and visibility forks and their segments. Init forks are made anew by the schema's restore. */
    private static final Pattern RELATION_FILE = Pattern.compile("(\\d{1,10})(_fsm|_vm)?(\\.\\d+)?");

    /** {@code PG_17_202406281} (common/relpath.h, TABLESPACE_VERSION_DIRECTORY). */
    private static final Pattern TABLESPACE_VERSION = Pattern.compile("/PG_\\d+_\\d+/");

    /**
     * @param name as PostgreSQL calls it, relative to the data directory ({@code pg_tblspc/16400/PG_17_202406281/5/16401.1})
     * @param real where it really lies
     * @param key device and inode
     */
    record Entry(String name, Path real, Object key) {

        boolean isUsers() {
            Matcher file = RELATION_FILE.matcher(name.substring(name.lastIndexOf('/') + 1));
            return file.matches() && Long.parseLong(file.group(1)) >= FIRST_USER_FILE;
        }

        /** Without segment and fork. */
        String relation() {
            Matcher file = RELATION_FILE.matcher(name.substring(name.lastIndexOf('/') + 1));
            return file.matches() ? name.substring(0, name.lastIndexOf('/') + 1) + file.group(1) : name;
        }

        /** The same before and after an upgrade to a target that keeps numbers (15 and later). */
        String nameOfAnyMajor() {
            return TABLESPACE_VERSION.matcher(name).replaceFirst("/PG/");
        }
    }

    private RelationFiles() {}

    /** Relations with a user's number that have a file, without segment and fork. */
    public static Set<String> userRelations(Path dataDirectory) {
        Set<String> relations = new TreeSet<>();
        list(dataDirectory, Path.of("/"), Path.of("/")).stream()
                .filter(Entry::isUsers)
                .forEach(entry -> relations.add(entry.relation()));
        return relations;
    }

    /**
     * @param linksTo root that the tablespaces' links lead into, as absolute paths
     * @param liesIn root of the image that is looked at: a frozen image has the links of the tree that it is an image of
     */
    static List<Entry> list(Path dataDirectory, Path linksTo, Path liesIn) {
        List<Entry> found = new ArrayList<>();
        try {
            walk(dataDirectory.resolve("base").toRealPath(), "base", found);
            String own = "PG_"
                    + Files.readString(dataDirectory.resolve("PG_VERSION")).strip() + "_";
            for (Path link : content(dataDirectory.resolve("pg_tblspc"))) {
                Path space = Files.isSymbolicLink(link)
                        ? within(
                                link.resolveSibling(Files.readSymbolicLink(link))
                                        .normalize(),
                                linksTo,
                                liesIn)
                        : link;
                for (Path version : content(space)) {
                    if (version.getFileName().toString().startsWith(own)) {
                        walk(
                                version.toRealPath(),
                                "pg_tblspc/" + link.getFileName() + "/" + version.getFileName(),
                                found);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("relation files of " + dataDirectory + " cannot be listed", e);
        }
        return found;
    }

    private static Path within(Path target, Path linksTo, Path liesIn) throws IOException {
        if (target.startsWith(liesIn)) {
            return target;
        }
        if (!target.startsWith(linksTo)) {
            throw new IOException("the tablespace " + target + " lies outside " + linksTo);
        }
        return liesIn.resolve(linksTo.relativize(target));
    }

    private static List<Path> content(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static void walk(Path start, String name, List<Entry> found) throws IOException {
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    found.add(new Entry(name + "/" + start.relativize(file), file, attributes.fileKey()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
