package io.belay.workers.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The named places of one attempt on a host, in the order in which it passes them; the crash table's rows lie between them. */
public enum CrashPoint {
    /** Before the attempt is admitted. */
    BEFORE_FENCE,
    /** It is admitted for good, and has done nothing yet. */
    AFTER_FENCE,
    /** The command is made, nothing is written of it. */
    BEFORE_INTENT,
    /** What is to be launched is on disk, nothing was started. */
    AFTER_INTENT,
    /** The wrapper is started, perhaps not yet the program. */
    AFTER_SPAWN,
    /** The program runs, or has ended. */
    FOLLOWING,
    /** The exit code was seen, nothing is written of it. */
    BEFORE_DONE,
    /** The end is kept, nobody was told. */
    AFTER_DONE,
    /** The step's result is made, not kept. */
    BEFORE_RESULT,
    /** The step's result is kept, the engine was not told. */
    AFTER_RESULT;

    /** As it is written in a test: {@code after-intent}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException when there is none of that name, so that a misspelt test does not pass */
    static CrashPoint of(String word) {
        return Arrays.stream(values())
                .filter(point -> point.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no failpoint `" + word + "`; there are "
                        + Arrays.stream(values()).map(CrashPoint::word).collect(Collectors.joining(", "))));
    }
}
