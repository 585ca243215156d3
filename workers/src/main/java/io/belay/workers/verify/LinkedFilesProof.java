package io.belay.workers.verify;

import io.belay.workers.storage.Storage;
import io.belay.workers.storage.Storage.FilePair;
import io.belay.workers.storage.Storage.Proof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Proves that {@code pg_upgrade --link} carried every user relation over byte by byte, in seconds at any size: each file that
 * new shares by hard link with old must still map to the same physical extents as its counterpart in the twin. Reads only.
 *
 * <p>Holds only between {@code pg_upgrade} and the first start of new: later hint bits change pages. Files are matched by inode,
 * not by name, because only targets from 15 on keep file numbers and database oids.
 *
 * <p>Cost: about 10 microseconds a file and side, plus reading the little that shares no extent.
 */
public final class LinkedFilesProof {

    /** Oids from here on belong to users; below are PostgreSQL's own (FirstNormalObjectId in access/transam.h). */
    private static final long FIRST_USER_FILE = 16384;

    /** Main, free-space and visibility forks and their segments. Init forks are made anew by the schema's restore. */
    private static final Pattern RELATION_FILE = Pattern.compile("(\\d+)(_fsm|_vm)?(\\.\\d+)?");

    private final Storage storage;

    public LinkedFilesProof(Storage storage) {
        this.storage = storage;
    }

    /**
     * @param filesShared files proven by their extents alone
     * @param filesRead files that had to be read and were the same
     * @param bytesProven bytes of all proven files
     * @param bytesRead of both sides together
     * @param different what differs, one line each; empty in a proof that holds
     * @param notCarried user files of the twin that new does not have, one line each; empty in a proof that holds
     */
    public record Report(
            int filesShared,
            int filesRead,
            long bytesProven,
            long bytesRead,
            List<String> different,
            List<String> notCarried) {

        public Report {
            different = List.copyOf(different);
            notCarried = List.copyOf(notCarried);
        }

        public boolean holds() {
            return different.isEmpty() && notCarried.isEmpty();
        }
    }

    /**
     * @param twinData data directory in the twin
     * @param oldData old's data directory in the candidate
     * @param newData new's data directory in the candidate, not yet started
     * @param madeAnew relation files with a user's number that are rightly made anew (rewritten catalogs, sequences), relative to
     *     the data directory and without segment or fork ({@code base/16401/24576})
     */
    public Report prove(Path twinData, Path oldData, Path newData, Set<String> madeAnew) {
        Map<Object, String> oldByInode = new LinkedHashMap<>();
        Set<String> userFiles = new TreeSet<>();
        eachFile(oldData, (relative, attributes) -> {
            oldByInode.put(attributes.fileKey(), relative);
            if (isUserFile(relative) && !madeAnew.contains(withoutForkAndSegment(relative))) {
                userFiles.add(relative);
            }
        });
        List<FilePair> pairs = new ArrayList<>();
        eachFile(newData, (relative, attributes) -> {
            String old = oldByInode.get(attributes.fileKey());
            if (old != null) {
                pairs.add(new FilePair(old, relative));
                userFiles.remove(old);
            }
        });
        pairs.sort(Comparator.comparing(FilePair::right));
        return compare(twinData, newData, pairs, new ArrayList<>(userFiles));
    }

    private Report compare(Path twinData, Path newData, List<FilePair> pairs, List<String> notCarried) {
        Tally tally = new Tally();
        storage.difference(twinData, newData, pairs, verdict -> {
            tally.bytesRead += verdict.bytesRead();
            if (verdict.proof() == Proof.DIFFERENT) {
                tally.different.add(verdict.pair().right() + ": " + verdict.detail());
                return;
            }
            tally.bytesProven += verdict.bytes();
            if (verdict.proof() == Proof.SHARED) {
                tally.shared++;
            } else {
                tally.read++;
            }
        });
        return new Report(tally.shared, tally.read, tally.bytesProven, tally.bytesRead, tally.different, notCarried);
    }

    private static boolean isUserFile(String relative) {
        Matcher name = RELATION_FILE.matcher(relative.substring(relative.lastIndexOf('/') + 1));
        return name.matches()
                && name.group(1).length() <= 10
                && Long.parseLong(name.group(1)) >= FIRST_USER_FILE
                && (relative.startsWith("base/") || relative.startsWith("pg_tblspc/"));
    }

    private static String withoutForkAndSegment(String relative) {
        Matcher name = RELATION_FILE.matcher(relative.substring(relative.lastIndexOf('/') + 1));
        return name.matches() ? relative.substring(0, relative.lastIndexOf('/') + 1) + name.group(1) : relative;
    }

    /** Relation files below {@code base} and below the tablespaces' links, which the gate keeps inside the candidate. */
    private static void eachFile(Path dataDirectory, FileAction action) {
        walk(dataDirectory, dataDirectory.resolve("base"), action);
        Path tablespaces = dataDirectory.resolve("pg_tblspc");
        if (!Files.isDirectory(tablespaces)) {
            return;
        }
        try (var links = Files.list(tablespaces)) {
            for (Path link : links.sorted().toList()) {
                walk(dataDirectory, link, action);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("tablespaces of " + dataDirectory + " cannot be listed", e);
        }
    }

    private static void walk(Path dataDirectory, Path start, FileAction action) {
        try {
            Path real = start.toRealPath();
            Files.walkFileTree(real, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        Path seen = start.resolve(real.relativize(file).toString());
                        action.accept(dataDirectory.relativize(seen).toString(), attributes);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("files below " + start + " cannot be listed", e);
        }
    }

    private interface FileAction {
        void accept(String relative, BasicFileAttributes attributes);
    }

    private static final class Tally {
        private int shared;
        private int read;
        private long bytesProven;
        private long bytesRead;
        private final List<String> different = new ArrayList<>();
    }
}
