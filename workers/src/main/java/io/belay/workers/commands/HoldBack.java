package io.belay.workers.commands;

import io.belay.workers.commands.Planned.Call;
import io.belay.workers.postgres.PgCtl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a hold that does not come to its end is ended: taken back before the crossing, completed behind it. Pure. */
final class HoldBack {

    private static final String THIRD_LOOK = "<number of the third look>";

    private final HoldParts parts;
    private final HoldScene hold;
    private final Site site;
    private final Path transcripts;
    private final PoolerCommands poolers;

    HoldBack(HoldParts parts, Scene scene, Path transcripts, PoolerCommands poolers) {
        this.parts = parts;
        this.hold = new HoldScene(scene);
        this.site = scene.site();
        this.transcripts = transcripts;
        this.poolers = poolers;
    }

    /** What takes it back before the crossing, whatever was begun; behind it, what is left of the same parts is done. */
    List<Planned> all() {
        return List.of(
                Planned.part("before the crossing, as far as the parts were begun: live serves again", liveAgain()),
                Planned.part("then, while clients go on", cleared()),
                Planned.part("behind the crossing there is no way back: what was cut short is completed", completed()));
    }

    private List<Planned> liveAgain() {
        Path data = site.dataDirectory();
        List<Planned> all = new ArrayList<>();
        all.add(new Call("file in " + hold.folder() + ": the decision, which is to undo"));
        all.add(ThrowAwayCommands.ended(hold.folder()));
        all.add(ThrowAwayCommands.ended(hold.finalClone()));
        all.add(Planned.onlyIf(
                "new has its final place", List.of(ThrowAwayCommands.ended(Path.of(Placeholders.NEW_ROOT)))));
        all.add(Planned.onlyIf("live's stop is under way: it is awaited", parts.stop()));
        all.add(Planned.onlyIf(
                "it does not end within a minute",
                List.of(parts.owner(PgCtl.stop(site.source(), data, PgCtl.Mode.IMMEDIATE)), parts.controlOfLive())));
        all.add(Planned.onlyIf(
                "live stands still",
                List.of(parts.owner(PgCtl.startAgain(site.source(), data, Path.of(Placeholders.LOG_OF_LIVE))))));
        all.addAll(poolers.resume());
        return all;
    }

    private List<Planned> cleared() {
        List<Planned> all = new ArrayList<>();
        all.add(Planned.onlyIf(
                "new has its final place",
                List.of(new Call("rename " + Placeholders.NEW_ROOT + " -> " + hold.finalClone()))));
        all.addAll(parts.removed(hold.twin()));
        all.addAll(parts.removed(hold.finalClone()));
        all.addAll(parts.removed(hold.stage()));
        return all;
    }

    private List<Planned> completed() {
        List<Planned> opened = new ArrayList<>(List.of(parts.controlOfLive()));
        opened.addAll(DressCommands.asked(site.target(), transcripts, THIRD_LOOK));
        opened.addAll(parts.open());
        List<Planned> all = new ArrayList<>();
        all.add(Planned.onlyIf("new is not open yet: its settings are looked up again", opened));
        all.add(Planned.onlyIf("new does not run", List.of(parts.startNew())));
        all.addAll(parts.release());
        all.addAll(parts.tidy());
        all.addAll(parts.rehearsed());
        return all;
    }
}
