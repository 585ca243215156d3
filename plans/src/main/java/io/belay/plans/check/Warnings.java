package io.belay.plans.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * Rules for texts that only warn: a person may accept what they say, and a host may make them stricter. All others are errors,
 * which neither can change. Immutable.
 */
public final class Warnings {

    private static final List<String> CODES = Stream.of(
                    1107, 1112, 1304, 1504, 1514, 1516, 1608, 1701, 1702, 1706, 1803, 1921, 1953)
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
