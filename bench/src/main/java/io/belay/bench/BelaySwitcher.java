package io.belay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.bench.online.Switched;
import io.belay.bench.online.Switcher;
import io.belay.engine.client.Deciding;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.run.Choice;
import io.belay.engine.run.RunStatus;
import io.belay.lab.Door;
import io.belay.lab.Lab;
import io.belay.lab.LabCluster;
import io.belay.lab.Profile;
import io.belay.lab.Timings.Span;
import io.belay.lab.online.OnlinePlan;
import io.belay.plans.resolve.CanonicalForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Belay as it is in use: engine and worker in JVMs of their own, a plan that was rehearsed and waits at its gate, and what a person would
 * decide. A hold's span goes from the decision to the moment in which the other side follows, so nothing that clients felt is outside.
 */
final class BelaySwitcher implements Switcher {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String OPERATOR = "benchmark";
    /** Of the lab's change board: who starts a run does not approve it. */
    private static final String BOARD = "carol@example.com";

    private static final String GATE = "approve";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Lab lab;
    private final Parts parts;
    private String plan = "";
    private String run = "";
    private boolean there;
    private boolean promoted;

    BelaySwitcher(Lab lab) {
        this.lab = lab;
        this.parts = Parts.start(lab);
    }

    @Override
    public Map<String, Duration> build() throws SQLException {
        lab.cluster().letBelayPublish();
        String canonical = Parts.canonical(lab.writePlan("online", OnlinePlan.steps("1d")));
        plan = CanonicalForm.hash(canonical);
        Map<String, Duration> took = new LinkedHashMap<>();
        long began = System.nanoTime();
        String snapshot =
                parts.client().takeSnapshot(lab.clusterReference(), OPERATOR).id();
        RunStatus rehearsed = parts.awaitEnd(parts.client().startRehearsal(canonical, snapshot, OPERATOR));
        if (!rehearsed.phase().equals("COMPLETED")) {
            throw new IllegalStateException("the rehearsal ended " + rehearsed.phase() + ": " + rehearsed.problem());
        }
        took.put("rehearsed", Duration.ofNanos(System.nanoTime() - began));
        began = System.nanoTime();
        run = parts.client().startUpgrade(canonical, OPERATOR);
        until(RunStatus::needsPerson);
        took.put("follows", Duration.ofNanos(System.nanoTime() - began));
        return took;
    }

    @Override
    public Switched switchThere() throws IOException {
        return switched(true);
    }

    @Override
    public Switched switchBack() throws IOException {
        return switched(false);
    }

    private Switched switched(boolean toNew) throws IOException {
        if (there == toNew) {
            throw new IllegalStateException("the clients are on that side already");
        }
        long began = System.nanoTime();
        if (promoted) {
            parts.client().decide(run, Choice.of(Choice.Kind.ROLLBACK), Deciding.by(OPERATOR, ""));
        } else {
            parts.client().approve(run, GATE, plan, Deciding.by(BOARD, ""));
        }
        String side = toNew ? "new" : "old";
        until(seen -> seen.promotion().live().equals(side)
                && seen.promotion().wayBack().equals("open"));
        there = toNew;
        promoted = true;
        long ended = System.nanoTime();
        return new Switched(
                new Span(began, ended), steps(), Map.of("decided to followed", Duration.ofNanos(ended - began)));
    }

    private RunStatus until(Predicate<RunStatus> isSo) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            RunStatus seen = parts.client().run(run).map(ObservedRun::status).orElseThrow();
            if (!seen.problem().isNone()) {
                throw new IllegalStateException("run " + run + ": " + seen.problem());
            }
            if (isSo.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("run " + run + " does not come that far: " + seen);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** When each part of the newest hold was done, by its own record. */
    private Map<String, Duration> steps() throws IOException {
        Path folder = lab.work().resolve("state/runs").resolve(run);
        Map<String, Duration> steps = new LinkedHashMap<>();
        try (Stream<Path> holds = Files.list(folder)) {
            Path newest = holds.filter(hold -> hold.getFileName().toString().matches("hold-[0-9]+"))
                    .max(Comparator.comparingInt(BelaySwitcher::number))
                    .orElseThrow(() -> new IllegalStateException("no hold in " + folder));
            long milliseconds = 0;
            for (JsonNode part : MAPPER.readTree(Files.readString(newest.resolve("result.json")))
                    .path("parts")) {
                if (part.path("held").asBoolean()) {
                    milliseconds += part.path("milliseconds").asLong();
                    steps.put(part.path("part").asText(), Duration.ofMillis(milliseconds));
                }
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return steps;
    }

    private static int number(Path hold) {
        return Integer.parseInt(hold.getFileName().toString().substring("hold-".length()));
    }

    @Override
    public Door serving(String database) {
        return door(database, there);
    }

    @Override
    public Door following(String database) {
        return door(database, !there);
    }

    /** As whom Belay comes: a fence lets in nobody else. */
    private Door door(String database, boolean fresh) {
        Door old = lab.cluster().doorAs(database, LabCluster.BELAY_ROLE);
        return fresh ? new Door(old.socketFolder(), lab.targetPort(), database, old.role(), old.password()) : old;
    }

    /** All of the cluster's that take sessions, templates left out. */
    @Override
    public int streams() {
        return Profile.ONLINE.databases().size() + 1;
    }

    @Override
    public void close() {
        parts.close();
    }
}
