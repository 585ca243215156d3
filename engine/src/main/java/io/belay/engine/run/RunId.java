package io.belay.engine.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Ids of runs: short, sortable by time, {@code [a-z0-9-]}, for example {@code r20261121-130000-4f2a}. Stateless. */
public final class RunId {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RunId() {}

    /** @param chance tells runs of the same second apart; its lowest sixteen bits are used */
    public static String of(Instant at, int chance) {
        String hex = Integer.toHexString(chance & 0xFFFF);
        return "r" + TIME.format(at) + "-" + "0".repeat(4 - hex.length()) + hex;
    }
}
