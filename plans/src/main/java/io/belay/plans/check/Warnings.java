package io.belay.plans.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * Rules for texts that only warn: a person may accept what they say, and a host may make them stricter. All others are errors,
 * which neither can change. Immutable.
 */
public final class Warnings {

    private static final List<String> CODES = Stream.of(
                    1107, 1112, 1304, 1407, 1504, 1514, 1516, 1521, 1523, 1524, 1525, 1527, 1528, 1530, 1608, 1610,
                    1618, 1621, 1622, 1701, 1702, 1706, 1708, 1709, 1710, 1803, 1805, 1806, 1807, 1921, 1953)
            .map(number -> "BLY-" + number)
            .toList();

    private Warnings() {}

    /** As they are written: {@code BLY-1504}. */
    public static List<String> codes() {
        return CODES;
    }

    public static boolean has(String code) {
        return CODES.contains(code);
    }
}
