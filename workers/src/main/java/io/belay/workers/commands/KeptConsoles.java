package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.commands.Planned.Typed;
import io.belay.workers.hold.PgBouncerCommands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is typed into consoles of the poolers that are opened before an online hold and stay open in it. Pure. */
final class KeptConsoles {

    private final List<PoolerSite> poolers;
    private final Path psql;

    /** @param psql of the newer side */
    KeptConsoles(List<PoolerSite> poolers, Path psql) {
        this.poolers = List.copyOf(poolers);
        this.psql = psql;
    }

    /** One console for each entry, for all of them are paused at the same time. */
    List<Planned> open(String port) {
        // Programs are started when they are called.
        return together(
                poolers.stream().filter(pooler -> !pooler.isByPrograms()).toList(), pooler -> {
                    List<Planned> all = new ArrayList<>();
                    if (pooler.databases().isEmpty()) {
                        all.add(Planned.forEach(
                                "database of the pooler that leads to the side that serves", List.of(console(pooler))));
                    }
                    pooler.databases().forEach(entry -> all.add(console(pooler)));
                    all.add(typed(pooler, PgBouncerCommands.databases()));
                    PgBouncerCommands.beforeHold().forEach(said -> all.add(typed(pooler, said)));
                    all.add(new Call("write beside " + pooler.config()
                            + ": what leads to the side that serves leads to port " + port));
                    return all;
                });
    }

    /** Lanes: each pooler at the same time, and in it each entry. */
    List<Block> pause() {
        return poolers.stream()
                .map(pooler -> Planned.part("pooler " + pooler.name(), paused(pooler)))
                .toList();
    }

    private List<Planned> paused(PoolerSite pooler) {
        if (pooler.isByPrograms()) {
            return pooler.calls(PoolerSite.PAUSE);
        }
        List<Planned> all = new ArrayList<>(List.of(typed(pooler, PgBouncerCommands.databases())));
        if (pooler.databases().isEmpty()) {
            all.add(Planned.forEach(
                    "database of the pooler that leads to the side that serves, side by side",
                    List.of(typed(pooler, PgBouncerCommands.pause(Placeholders.ENTRY)))));
        } else {
            all.addAll(Planned.sideBySide(pooler.databases().stream()
                    .map(entry ->
                            Planned.part("clients of " + entry, List.of(typed(pooler, PgBouncerCommands.pause(entry)))))
                    .toList()));
        }
        all.add(again(pooler));
        return all;
    }

    /** From the next {@link #resume} on they lead there. */
    List<Block> point(String port) {
        return poolers.stream()
                .map(pooler -> Planned.part("pooler " + pooler.name(), pointed(pooler, port)))
                .toList();
    }

    private List<Planned> pointed(PoolerSite pooler, String port) {
        if (pooler.isByPrograms()) {
            return pooler.calls(PoolerSite.REPOINT, PoolerSite.CHECK);
        }
        return List.of(
                new Call("write " + pooler.config() + ": what leads to the side that served leads to port " + port),
                typed(pooler, PgBouncerCommands.databases()),
                Planned.onlyIf(
                        "it leads to another port",
                        List.of(typed(pooler, PgBouncerCommands.RELOAD), typed(pooler, PgBouncerCommands.databases()))),
                again(pooler));
    }

    /** Clients go on. */
    List<Planned> resume() {
        return together(poolers, pooler -> {
            if (pooler.isByPrograms()) {
                return pooler.calls(PoolerSite.RESUME, PoolerSite.CHECK);
            }
            List<String> entries = pooler.databases().isEmpty() ? List.of(Placeholders.ENTRY) : pooler.databases();
            List<Planned> said = new ArrayList<>();
            PgBouncerCommands.resume(entries, Optional.of(Placeholders.USUAL_RETRY))
                    .forEach(one -> said.add(
                            one.contains(Placeholders.ENTRY)
                                    ? Planned.forEach(
                                            "database of the pooler that leads to the side that serves",
                                            List.of(typed(pooler, one)))
                                    : typed(pooler, one)));
            said.add(again(pooler));
            return said;
        });
    }

    /** One that was lost, or the process that had it. */
    private Planned again(PoolerSite pooler) {
        return Planned.onlyIf("no console is open any more", List.of(console(pooler)));
    }

    private static List<Planned> together(List<PoolerSite> some, Function<PoolerSite, List<Planned>> each) {
        if (some.size() == 1) {
            return each.apply(some.get(0));
        }
        return Planned.sideBySide(some.stream()
                .map(pooler -> Planned.part("pooler " + pooler.name(), each.apply(pooler)))
                .toList());
    }

    private Program console(PoolerSite pooler) {
        return new Program(
                "", PgBouncerCommands.arguments(psql, pooler.host(), pooler.port(), pooler.user(), List.of()));
    }

    private static Planned typed(PoolerSite pooler, String said) {
        return new Typed(pooler.name(), said);
    }
}
