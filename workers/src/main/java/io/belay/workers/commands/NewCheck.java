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

    private final Site site;

    NewCheck(Site site) {
        this.site = site;
    }

    List<Planned> inHold() {
        List<Planned> all = new ArrayList<>(extensions());
        List<Block> beside = new ArrayList<>(List.of(Planned.part("compared with live's last state", compared())));
        beside.addAll(inEach(RunServer.NEW, ", statistics", HoldCommands.firstStatistics()));
        all.addAll(Planned.sideBySide(beside));
        return all;
    }

    List<Planned> extensions() {
        List<Planned> all = new ArrayList<>(sentToNew(Databases.statements()));
        all.addAll(Planned.sideBySide(inEach(RunServer.NEW, "", ExtensionUpdates.listed())));
        return all;
    }

    private List<Planned> compared() {
        List<ListedStatement> listed = PairComparison.statements(
                new Extent(false, false, true), site.source().major());
        List<String> both = List.of(RunServer.OLD.word(), RunServer.NEW.word());
        ListedAt anywhere = new ListedAt(both, List.of());
        List<Planned> all = new ArrayList<>(anywhere.all(listed.subList(0, 1)));
        List<ListedStatement> further = listed.subList(1, listed.size());
        List<Block> lanes = new ArrayList<>();
        lanes.add(Planned.part(
                "the cluster as a whole",
                anywhere.all(further.stream().filter(one -> !isInEach(one)).toList())));
        lanes.addAll(lanes(both, "", further.stream().filter(NewCheck::isInEach).toList()));
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
