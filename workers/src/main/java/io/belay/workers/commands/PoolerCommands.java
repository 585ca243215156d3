package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Program;
import io.belay.workers.hold.PgBouncerCommands;
import io.belay.workers.postgres.Installation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is said to the consoles of the poolers. Pure. */
final class PoolerCommands {

    private final List<PoolerSite> poolers;
    private final Path psql;
    private final String port;

    /** @param psql of the target */
    PoolerCommands(PromotionSite site, Installation target) {
        this.poolers = site.poolers();
        this.psql = target.program("psql");
        this.port = site.newPort();
    }

    /** Whether they can hold live's clients. */
    List<Planned> looks() {
        List<Planned> all = new ArrayList<>();
        for (PoolerSite pooler : poolers) {
            if (pooler.isByPrograms()) {
                all.addAll(pooler.calls(PoolerSite.CHECK));
            } else {
                PgBouncerCommands.looks().forEach(look -> all.add(console(pooler, List.of(look))));
            }
        }
        return all;
    }

    /** Clients wait. */
    List<Planned> pause() {
        return together(pooler -> {
            if (pooler.isByPrograms()) {
                return pooler.calls(PoolerSite.PAUSE);
            }
            List<Planned> all = new ArrayList<>();
            PgBouncerCommands.beforePauses().forEach(said -> all.add(console(pooler, List.of(said))));
            if (pooler.databases().isEmpty()) {
                all.add(Planned.forEach(
                        "database of the pooler that leads to live, side by side",
                        List.of(console(pooler, List.of(PgBouncerCommands.pause(Placeholders.ENTRY))))));
                return all;
            }
            all.addAll(Planned.sideBySide(pooler.databases().stream()
                    .map(database -> Planned.part(
                            "clients of " + database,
                            List.of(console(pooler, List.of(PgBouncerCommands.pause(database))))))
                    .toList()));
            return all;
        });
    }

    /** From the next {@link #resume} on they lead to new. */
    List<Planned> pointAtNew() {
        List<Planned> all = new ArrayList<>();
        for (PoolerSite pooler : poolers) {
            if (pooler.isByPrograms()) {
                all.addAll(pooler.calls(PoolerSite.REPOINT, PoolerSite.CHECK));
                continue;
            }
            all.add(new Planned.Call("write " + pooler.config() + ": what leads to live leads to port " + port));
            all.add(console(pooler, List.of(PgBouncerCommands.databases())));
            all.add(Planned.onlyIf(
                    "it leads to another port",
                    List.of(
                            console(pooler, List.of(PgBouncerCommands.RELOAD)),
                            console(pooler, List.of(PgBouncerCommands.databases())))));
        }
        return all;
    }

    /** Clients go on. */
    List<Planned> resume() {
        return together(pooler -> {
            if (pooler.isByPrograms()) {
                return pooler.calls(PoolerSite.RESUME, PoolerSite.CHECK);
            }
            boolean known = !pooler.databases().isEmpty();
            List<String> databases = known ? pooler.databases() : List.of(Placeholders.ENTRY);
            List<String> said = PgBouncerCommands.resume(databases, Optional.of(Placeholders.USUAL_RETRY));
            return List.of(new Program(
                    "",
                    arguments(pooler, said).stream()
                            .map(PoolerCommands::asFarAsKnown)
                            .toList()));
        });
    }

    private List<Planned> together(Function<PoolerSite, List<Planned>> each) {
        if (poolers.size() == 1) {
            return each.apply(poolers.get(0));
        }
        return Planned.sideBySide(poolers.stream()
                .map(pooler -> Planned.part("pooler " + pooler.name(), each.apply(pooler)))
                .toList());
    }

    private Program console(PoolerSite pooler, List<String> statements) {
        return new Program("", arguments(pooler, statements));
    }

    private List<String> arguments(PoolerSite pooler, List<String> statements) {
        return PgBouncerCommands.arguments(psql, pooler.host(), pooler.port(), pooler.user(), statements);
    }

    /** One for each database, and one for a setting that is put back where it was read before. */
    private static String asFarAsKnown(String argument) {
        if (argument.contains(Placeholders.ENTRY)) {
            return "[" + argument + "...]";
        }
        return argument.contains(Placeholders.USUAL_RETRY) ? "[" + argument + "]" : argument;
    }
}
