package io.belay.bench.online;

import io.belay.lab.Door;
import io.belay.lab.Lab;
import io.belay.lab.LabWish;
import io.belay.lab.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The recipe by hand: a script that builds, then switches from sessions that were opened before. It has the four parts of the fence
 * and their proof, but no watchdog, no decision file, no journal and no look at anything that could have gone wrong meanwhile.
 */
public final class BareSwitcher implements Switcher {

    private static final List<String> DATABASES = Profile.ONLINE.databases();

    private final Lab lab;
    private final LabWish wish;
    private final Function<Map<String, String>, String> script;
    private final Path tree;
    private final Side old;
    private final Side target;
    private boolean there;
    private int generation;

    /** @param script {@code bare-online-build.sh}, run with these variables; gives back what it printed */
    public BareSwitcher(Lab lab, LabWish wish, Function<Map<String, String>, String> script) {
        this.lab = lab;
        this.wish = wish;
        this.script = script;
        this.tree = lab.volume().path().resolve("bare");
        this.old = new Side(lab.cluster().dataDirectory(), lab.cluster().door("postgres"), lab::own);
        this.target = new Side(tree.resolve("new/data"), lab.doorToTarget("postgres"), lab::own);
    }

    @Override
    public Map<String, Duration> build() throws SQLException {
        Map<String, Duration> parts = new LinkedHashMap<>();
        script.apply(variables())
                .lines()
                .map(line -> line.split(" +", 2))
                .filter(words -> words.length == 2 && words[1].matches("\\d+"))
                .forEach(words -> parts.put(words[0], Duration.ofMillis(Long.parseLong(words[1]))));
        long began = System.nanoTime();
        try (WarmSessions source = WarmSessions.open(old, DATABASES);
                WarmSessions follower = WarmSessions.open(target, DATABASES)) {
            for (String database : DATABASES) {
                Marker.write(source.in(database), began);
                Marker.await(follower.in(database), began, Deadline.in(Duration.ofMinutes(2)));
            }
        }
        parts.put("caught up", Duration.ofNanos(System.nanoTime() - began));
        return parts;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(lab.environment());
        Path dataset = lab.cluster().dataset();
        variables.put("DATASET", dataset.toString());
        variables.put("DATA", dataset.relativize(lab.cluster().dataDirectory()).toString());
        variables.put("TREE", tree.toString());
        variables.put("OLD", lab.bin(wish.liveMajor()).toString());
        variables.put("NEW", lab.bin(wish.targetMajor()).toString());
        variables.put("SOCKETS", lab.cluster().socketFolder().toString());
        variables.put("OLD_PORT", String.valueOf(old.port()));
        variables.put("NEW_PORT", String.valueOf(target.port()));
        variables.put("DATABASES", String.join(" ", DATABASES));
        variables.put("ACCOUNT", lab.account());
        variables.put("JOBS", String.valueOf(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
        variables.put("BTRFS", lab.btrfsProgram().toString());
        return variables;
    }

    @Override
    public Switched switchThere() throws SQLException, IOException {
        require(!there);
        return switchTo(old, target);
    }

    @Override
    public Switched switchBack() throws SQLException, IOException {
        require(there);
        return switchTo(target, old);
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new IllegalStateException("the clients are on that side already");
        }
    }

    private Switched switchTo(Side from, Side to) throws SQLException, IOException {
        long began = System.nanoTime();
        Path configuration = lab.pooler().configurationFile();
        String next = Files.readString(configuration).replace(" port=" + from.port() + " ", " port=" + to.port() + " ");
        lab.own(Files.writeString(configuration.resolveSibling("pgbouncer.ini.next"), next, StandardCharsets.UTF_8));
        try (BareSwitch prepared = BareSwitch.prepare(lab, DATABASES, generation, from, to)) {
            Duration preparing = Duration.ofNanos(System.nanoTime() - began);
            Switched switched = prepared.run();
            there = !there;
            generation++;
            Map<String, Duration> around = new LinkedHashMap<>();
            around.put("prepared", preparing);
            around.putAll(switched.around());
            return new Switched(switched.hold(), switched.steps(), around);
        }
    }

    @Override
    public Door serving(String database) {
        return (there ? target : old).door(database);
    }

    @Override
    public Door following(String database) {
        return (there ? old : target).door(database);
    }

    @Override
    public int streams() {
        return DATABASES.size();
    }

    /** The servers end with the lab. */
    @Override
    public void close() {}
}
