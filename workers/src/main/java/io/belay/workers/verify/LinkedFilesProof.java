package io.belay.workers.verify;

import io.belay.workers.storage.Storage;
import io.belay.workers.storage.Storage.FilePair;
import io.belay.workers.storage.Storage.FileVerdict;
import io.belay.workers.storage.Storage.Proof;
import io.belay.workers.verify.RelationFiles.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Proves that {@code pg_upgrade --link} carried every user relation over byte by byte, in seconds at any size: each file that
 * new shares by hard link with old must still map to the same physical extents as its counterpart in the twin. Reads only.
 *
 * <p>Holds only between {@code pg_upgrade} and the first start of new: later hint bits change pages. Files are matched by inode,
 * not by name, because only targets from 15 on keep file numbers and database oids. What must have been carried over is told by
 * the twin, not by old's own folder, which {@code pg_upgrade} had in its hands.
 *
 * <p>Cost: about 10 microseconds a file and side, plus reading the little that shares no extent.
 */
public final class LinkedFilesProof {

    private final Storage storage;
    private final int jobs;
    private final Parallel parallel;

    /**
     * @param jobs threads that look at files at the same time
     * @param tick called about once a second in the calling thread; may throw to end the work
     */
    public LinkedFilesProof(Storage storage, int jobs, Runnable tick) {
        this.storage = storage;
        this.jobs = jobs;
        this.parallel = new Parallel(jobs, tick);
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
     * @param twin root of the twin, an image of the candidate from before the upgrade
     * @param candidate root of the candidate; both data directories lie in it, and the links of their tablespaces (the twin's
     *     too) lead into it
     * @param oldData old's data directory, relative to both roots
     * @param newData new's data directory, relative to the candidate's root; not yet started
     * @param notCarried relations with a user's number that new rightly does not have or has anew, relative to the data
     *     directory and without segment or fork ({@code base/16401/24576})
     */
    public Report prove(Path twin, Path candidate, Path oldData, Path newData, Set<String> notCarried) {
        return prove(new Twin(twin, oldData, candidate), candidate, oldData, newData, notCarried);
    }

    /**
     * What the candidate was before.
     *
     * @param root of the image
     * @param data old's data directory, relative to it
     * @param links root that the tablespaces' links of the image lead into: of whatever it is an image of
     */
    public record Twin(Path root, Path data, Path links) {}

    /** As above, for a twin that need not be an image of the candidate: a snapshot of live, stopped cleanly. */
    public Report prove(Twin image, Path candidate, Path oldData, Path newData, Set<String> notCarried) {
        Path twin = image.root();
        Map<String, Entry> missing = new TreeMap<>();
        RelationFiles.list(twin.resolve(image.data()), image.links(), twin).stream()
                .filter(entry -> entry.isUsers() && !notCarried.contains(entry.relation()))
                .forEach(entry -> missing.put(entry.name(), entry));
        Map<Object, Entry> oldByInode = new HashMap<>();
        RelationFiles.list(candidate.resolve(oldData), candidate, candidate)
                .forEach(entry -> oldByInode.put(entry.key(), entry));
        List<FilePair> pairs = new ArrayList<>();
        Map<String, Entry> others = new HashMap<>();
        for (Entry entry : RelationFiles.list(candidate.resolve(newData), candidate, candidate)) {
            Entry old = oldByInode.get(entry.key());
            if (old == null) {
                others.put(entry.nameOfAnyMajor(), entry);
            } else {
                missing.remove(old.name());
                pairs.add(new FilePair(relative(candidate, old), relative(candidate, entry)));
            }
        }
        // What is no link may still be a copy under the same name; it is read then.
        missing.values().removeIf(entry -> {
            Entry copy = others.get(entry.nameOfAnyMajor());
            return copy != null && pairs.add(new FilePair(relative(twin, entry), relative(candidate, copy)));
        });
        pairs.sort(Comparator.comparing(FilePair::right));
        return compare(twin, candidate, pairs, List.copyOf(missing.keySet()));
    }

    private static String relative(Path root, Entry entry) {
        return root.relativize(entry.real()).toString();
    }

    /** In shares of equal size: most files cost the same two questions to the kernel, whatever their size. */
    private Report compare(Path twin, Path candidate, List<FilePair> pairs, List<String> notCarried) {
        int share = Math.max(1, (pairs.size() + jobs - 1) / jobs);
        List<Callable<Tally>> shares = new ArrayList<>();
        for (int from = 0; from < pairs.size(); from += share) {
            List<FilePair> part = pairs.subList(from, Math.min(from + share, pairs.size()));
            shares.add(() -> compared(twin, candidate, part));
        }
        Tally all = new Tally();
        parallel.run(shares).forEach(all::add);
        return all.report(notCarried);
    }

    private Tally compared(Path twin, Path candidate, List<FilePair> pairs) {
        Tally tally = new Tally();
        storage.difference(twin, candidate, pairs, tally::note);
        return tally;
    }

    private static final class Tally {
        private int shared;
        private int read;
        private long bytesProven;
        private long bytesRead;
        private final List<String> different = new ArrayList<>();

        void note(FileVerdict verdict) {
            bytesRead += verdict.bytesRead();
            if (verdict.proof() == Proof.DIFFERENT) {
                different.add(verdict.pair().right() + ": " + verdict.detail());
                return;
            }
            bytesProven += verdict.bytes();
            if (verdict.proof() == Proof.SHARED) {
                shared++;
            } else {
                read++;
            }
        }

        void add(Tally other) {
            shared += other.shared;
            read += other.read;
            bytesProven += other.bytesProven;
            bytesRead += other.bytesRead;
            different.addAll(other.different);
        }

        Report report(List<String> notCarried) {
            different.sort(null);
            return new Report(shared, read, bytesProven, bytesRead, different, notCarried);
        }
    }
}
