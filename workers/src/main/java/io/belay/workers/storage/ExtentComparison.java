package io.belay.workers.storage;

import io.belay.workers.posix.FileExtents.Extent;
import java.util.ArrayList;
import java.util.List;

/**
 * Which ranges of two files are not proven the same by where they lie. Pure.
 *
 * <p>Proven are: both at the same settled place with the same written or unwritten state; both a hole. Everything else is not,
 * among it compressed extents: of a part of a compressed extent btrfs reports the place of the whole, so two different parts look
 * alike. A file with a size but without any extent is not proven either (some stores keep small files elsewhere).
 */
final class ExtentComparison {

    private ExtentComparison() {}

    /** @param to exclusive */
    record Range(long from, long to) {}

    static List<Range> everything(long size) {
        return List.of(new Range(0, size));
    }

    /** @param size of both files, more than 0 */
    static List<Range> unproven(List<Extent> left, List<Extent> right, long size) {
        if (left.isEmpty() || right.isEmpty()) {
            return everything(size);
        }
        Cursor one = new Cursor(left);
        Cursor other = new Cursor(right);
        List<Range> unproven = new ArrayList<>();
        long at = 0;
        while (at < size) {
            one.moveTo(at);
            other.moveTo(at);
            // Neither side changes its kind before this point, so one look decides for the whole piece. Pieces that one
            // view
            // joins and the other does not need no joining this way.
            long end = Math.min(size, Math.min(one.pieceEnd(at), other.pieceEnd(at)));
            if (!isSame(one, other, at)) {
                add(unproven, new Range(at, end));
            }
            at = end;
        }
        return List.copyOf(unproven);
    }

    private static boolean isSame(Cursor one, Cursor other, long at) {
        if (one.isHole(at) || other.isHole(at)) {
            return one.isHole(at) && other.isHole(at);
        }
        Extent left = one.current();
        Extent right = other.current();
        return left.isLocated()
                && right.isLocated()
                && left.isUnwritten() == right.isUnwritten()
                && left.physical() - left.logical() == right.physical() - right.logical();
    }

    private static void add(List<Range> ranges, Range next) {
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).to() == next.from()) {
            ranges.set(last, new Range(ranges.get(last).from(), next.to()));
        } else {
            ranges.add(next);
        }
    }

    /** Walks the extents of one file from its beginning to its end. */
    private static final class Cursor {

        private final List<Extent> extents;
        private int index;

        Cursor(List<Extent> extents) {
            this.extents = extents;
        }

        void moveTo(long at) {
            while (index < extents.size() && extents.get(index).end() <= at) {
                index++;
            }
        }

        Extent current() {
            return extents.get(index);
        }

        boolean isHole(long at) {
            return index == extents.size() || extents.get(index).logical() > at;
        }

        long pieceEnd(long at) {
            if (index == extents.size()) {
                return Long.MAX_VALUE;
            }
            return isHole(at) ? current().logical() : current().end();
        }
    }
}
