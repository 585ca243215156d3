package io.belay.workers.commands;

import io.belay.workers.command.ExtensionUpdates;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.HoldCommands;
import io.belay.workers.postgres.Databases;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.verify.PairComparison;
import io.belay.workers.verify.PairComparison.Extent;
import java.util.ArrayList;
import java.util.List;

/** What a hold sends to new, databases side by side, and to the second copy that it is compared with. Pure. */
final class NewCheck {

    private static final String EXTENT = ", compared";

    private final Site site;

    NewCheck(Site site) {
        this.site = site;
    }

    List<Planned> inHold() {
        List<Planned> all = new ArrayList<>(sentToNew(Databases.statements()));
        all.addAll(Planned.sideBySide(inEach(RunServer.NEW, "", ExtensionUpdates.listed())));
        List<ListedStatement> compared = PairComparison.statements(
                new Extent(false, false, true), site.source().major());
        List<String> both = List.of(RunServer.OLD.word(), RunServer.NEW.word());
        all.addAll(new ListedAt(both, List.of()).all(compared.subList(0, 1)));
        List<ListedStatement> further = compared.subList(1, compared.size());
        List<Block> lanes = new ArrayList<>();
        List<ListedStatement> ofCluster =
                further.stream().filter(one -> !isInEach(one)).toList();
        lanes.add(Planned.part("the cluster" + EXTENT, new ListedAt(both, List.of()).all(ofCluster)));
        lanes.addAll(
                lanes(both, EXTENT, further.stream().filter(NewCheck::isInEach).toList()));
        lanes.addAll(inEach(RunServer.NEW, ", statistics", HoldCommands.firstStatistics()));
        all.addAll(Planned.sideBySide(lanes));
        return all;
    }

    List<Planned> behindRelease() {
        List<Planned> all = new ArrayList<>();
        HoldCommands.furtherStatistics()
                .forEach(stage -> all.addAll(Planned.sideBySide(inEach(RunServer.NEW, "", stage))));
        return all;
    }

    List<Planned> sentToNew(List<ListedStatement> listed) {
        return ListedAt.of(RunServer.NEW, site.withTemplates()).all(listed);
    }

    private List<Block> inEach(RunServer server, String what, List<ListedStatement> listed) {
        return lanes(List.of(server.word()), what, listed);
    }

    private List<Block> lanes(List<String> servers, String what, List<ListedStatement> listed) {
        if (site.withTemplates().isEmpty()) {
            return List.of(Planned.part("all databases" + what, new ListedAt(servers, List.of()).all(listed)));
        }
        return site.withTemplates().stream()
                .map(database -> Planned.part(database + what, new ListedAt(servers, List.of(database)).all(listed)))
                .toList();
    }

    private static boolean isInEach(ListedStatement listed) {
        return listed.database().equals(ListedStatement.EACH_DATABASE);
    }
}
