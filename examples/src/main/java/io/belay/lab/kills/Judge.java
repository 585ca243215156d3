package io.belay.lab.kills;

import io.belay.lab.oracle.Comparison;
import io.belay.lab.oracle.Ground;
import io.belay.lab.oracle.Host;
import io.belay.lab.oracle.SeenProcess;
import io.belay.lab.oracle.Servers;
import io.belay.lab.oracle.Statement;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Holds what is stated of one run against what the oracle finds, and keeps what is wrong. For one thread. */
final class Judge {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final CommandLine belay;
    private final Ground ground;
    private final Host host;
    private final Set<String> wrong = new LinkedHashSet<>();
    private int stated;

    Judge(CommandLine belay, Ground ground) {
        this.belay = belay;
        this.ground = ground;
        this.host = new Host(ground);
    }

    /** What is tidied behind an end may take a moment; what is still false then was false. */
    void atRest(Statement said) throws IOException {
        long until = System.nanoTime() + SETTLE.toNanos();
        List<String> falsehoods = falsehoods(said);
        while (said.ended() && !falsehoods.isEmpty() && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK.toNanos());
            falsehoods = falsehoods(said);
        }
        count(said, falsehoods);
    }

    private List<String> falsehoods(Statement said) throws IOException {
        return Comparison.falsehoods(said, host.look(said.run()));
    }

    /** Empty when nobody answered, for example because the server was killed. */
    Optional<Statement> underWay(String run) throws IOException {
        Servers before = Servers.of(SeenProcess.all(), ground);
        Optional<Statement> said = belay.status(run);
        Servers behind = Servers.of(SeenProcess.all(), ground);
        said.ifPresent(statement -> count(statement, Comparison.falsehoodsUnderWay(statement, before, behind)));
        return said;
    }

    private void count(Statement said, List<String> falsehoods) {
        stated++;
        falsehoods.forEach(falsehood -> add(falsehood + " (stated: " + said.phase() + ", " + said.safe() + ")"));
    }

    void add(String sentence) {
        wrong.add(sentence);
    }

    void addAll(List<String> sentences) {
        wrong.addAll(sentences);
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    int stated() {
        return stated;
    }
}
