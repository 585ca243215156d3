package io.belay.lab;

import io.belay.cli.dev.CacheFolder;
import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.TemporalProgram;
import java.util.function.Supplier;

/**
 * Gets the real parts that tests need and prints where they are, one {@code NAME=PATH} a line, for {@code ./test} to put into the
 * environment. A part that cannot be had is said on standard error; its tests then are skipped and name it.
 */
public final class LabParts {

    private LabParts() {}

    public static void main(String[] majors) {
        Narrator narrator = sentence -> System.err.println("  " + sentence);
        for (String major : majors) {
            print(
                    "BELAY_TEST_PG" + major,
                    () -> PostgresMajors.onThisMachine(narrator)
                            .bin(Integer.parseInt(major))
                            .toString());
        }
        print(
                "BELAY_TEST_PGBOUNCER",
                () -> LabTools.onThisMachine(narrator).pgbouncer().toString());
        print(
                "BELAY_TEMPORAL",
                () -> new TemporalProgram(CacheFolder.ofThisMachine(), System.getenv(), narrator::says)
                        .find()
                        .toString());
    }

    private static void print(String name, Supplier<String> part) {
        try {
            System.out.println(name + "=" + part.get());
        } catch (SetupFailure notHere) {
            System.err.println("  " + name + ": " + notHere.what() + "; " + notHere.next());
        }
    }
}
