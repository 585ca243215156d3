package io.belay.plans.problem;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The secrets of one line; none lies within another, so that in order of their beginnings their ends are in order too. */
final class HiddenRanges {

    static final HiddenRanges NONE = new HiddenRanges();

    private final TreeMap<Integer, SourcePlace> byColumn = new TreeMap<>();

    void add(SourcePlace place) {
        Map.Entry<Integer, SourcePlace> before = byColumn.floorEntry(place.column());
        if (before != null && before.getValue().end() >= place.end()) {
            return;
        }
        Map.Entry<Integer, SourcePlace> within = byColumn.ceilingEntry(place.column());
        while (within != null && within.getValue().end() <= place.end()) {
            byColumn.remove(within.getKey());
            within = byColumn.ceilingEntry(place.column());
        }
        byColumn.put(place.column(), place);
    }

    /** Whether one of them holds part of the range. */
    boolean meet(SourcePlace place) {
        Map.Entry<Integer, SourcePlace> last = byColumn.lowerEntry(place.end());
        return last != null && last.getValue().end() > place.column();
    }

    /** In order. */
    Collection<SourcePlace> all() {
        return byColumn.values();
    }
}
