package io.belay.workers.commands;

import io.belay.workers.command.ClientCommands;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.HoldLayout;
import io.belay.workers.hold.Repeat;
import io.belay.workers.hold.Repeat.Rebuilding;
import io.belay.workers.hold.Repeat.Script;
import io.belay.workers.index.RebuildPlanning;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a hold runs in new because a step of the plan ran it in the candidate, before clients come. Pure. */
final class RepeatCommands {

    private static final String ASKED_IN = "template1";

    private final HoldScene hold;
    private final Site site;

    RepeatCommands(HoldScene hold) {
        this.hold = hold;
        this.site = hold.site();
    }

    Planned part(Repeat repeat) {
        if (repeat instanceof Script script) {
            return Planned.part(HoldLayout.repeat(script.step()) + ": `" + script.path() + "` once more", sql(script));
        }
        if (repeat instanceof Rebuilding rebuilding) {
            return Planned.part(
                    HoldLayout.repeat(rebuilding.step())
                            + ": indexes that live holds now are rebuilt as in the candidate",
                    reindex(rebuilding));
        }
        return Planned.part(
                HoldLayout.repeat(repeat.step()) + ": extensions once more", new NewCheck(site).extensions());
    }

    private List<Planned> sql(Script script) {
        List<String> databases = script.databases().isEmpty() ? site.databases() : script.databases();
        List<Planned> all = new ArrayList<>(inNew(databases()));
        if (databases.isEmpty()) {
            all.add(Planned.forEach("database", List.of(psql(Placeholders.DATABASE, script.step(), script.single()))));
        }
        databases.forEach(database -> all.add(psql(database, script.step(), script.single())));
        return all;
    }

    private List<Planned> reindex(Rebuilding rebuilding) {
        List<Planned> all = new ArrayList<>(inNew(databases()));
        // No templates: a rebuild looks where clients do.
        List<Planned> asked = ListedAt.of(RunServer.NEW, site.databases())
                .all(RebuildPlanning.statements(site.target().major()));
        if (rebuilding.what().equals("affected")) {
            List<Planned> askedOld = ListedAt.of(RunServer.OLD, site.databases())
                    .all(RebuildPlanning.statementsToOld(site.source().major()));
            all.addAll(Planned.sideBySide(List.of(
                    Planned.part("new", asked), Planned.part("live's last state under the old version", askedOld))));
        } else {
            all.addAll(asked);
        }
        all.add(Planned.forEach(
                "database in which something has to be rebuilt",
                List.of(psql(Placeholders.DATABASE, rebuilding.step() + "." + Placeholders.DATABASE_NUMBER, false))));
        return all;
    }

    private List<Planned> inNew(List<ListedStatement> listed) {
        return new NewCheck(site).sentToNew(listed);
    }

    private Program psql(String database, String name, boolean single) {
        Path file = HoldLayout.script(hold.folder(), name);
        return new Program(
                "",
                ClientCommands.script(
                        site.target(),
                        Path.of(Placeholders.LIVE_SOCKETS),
                        site.promotion().newPort(),
                        Placeholders.INSTALL_USER,
                        database,
                        file,
                        Placeholders.restrictKeyOf(
                                "repeated " + name.replace(Placeholders.DATABASE_NUMBER, "each"), database),
                        single));
    }

    private static List<ListedStatement> databases() {
        return List.of(ListedStatement.in(ASKED_IN, JdbcServer.DATABASES));
    }
}
