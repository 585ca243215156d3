package io.belay.lab.hold;

import java.nio.file.Path;
import java.util.List;

/** A worker's attempt of {@code promote} in a JVM of its own, so that a test can kill it: host file, plan, run, epoch. */
final class PromoteMain {

    private PromoteMain() {}

    public static void main(String[] arguments) {
        List<String> all = List.of(arguments);
        StepBench bench = new StepBench(Path.of(all.get(0)), Path.of(all.get(1)), all.get(2));
        System.out.println(bench.carryOut("promote", Integer.parseInt(all.get(3))));
    }
}
