package io.belay.workers.hold;

import io.belay.workers.posix.Durable;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.process.CommandRunner;
import java.util.ArrayList;
import java.util.List;

/** Live is stopped, upgraded in a final clone, and new is started in its place. */
final class OfflineCourse implements Course {

    private final Workshop shop;
    private final HoldNotes told = new HoldNotes();
    private final Work work = new Work(told);
    private final Statistics statistics = new Statistics();

    OfflineCourse(OfflineOrder order, HoldFolder folder, CommandRunner commands) {
        this.shop = new Workshop(order, folder, commands);
    }

    @Override
    public List<Part> before() {
        return List.of(new StagePart(shop, work));
    }

    @Override
    public List<Part> held() {
        List<Part> parts = new ArrayList<>(List.of(
                new PausePart(shop),
                new StopPart(shop, work),
                new ImagePart(shop, work),
                new UpgradePart(shop, work),
                new ProofPart(shop, work),
                new NamePart(shop),
                new StartPart(shop, work),
                new CheckPart(shop, work, statistics)));
        shop.order().repeats().forEach(repeat -> parts.add(new RepeatPart(shop, work, repeat)));
        parts.add(new CrossPart(shop, work));
        return List.copyOf(parts);
    }

    @Override
    public List<Part> behind() {
        return List.of(new OpenPart(shop, work), new ReleasePart(shop));
    }

    @Override
    public List<Part> after() {
        return List.of(new StatisticsPart(work, statistics), new TidyPart(shop, work), new RehearsedPart(shop));
    }

    @Override
    public HoldNotes notes() {
        return told;
    }

    @Override
    public void endOrphans(boolean orphaned) {
        TreeProcesses.end(shop.folder().path());
        TreeProcesses.end(shop.candidate().path());
    }

    @Override
    public boolean takesRoom() {
        return true;
    }

    @Override
    public void freeRoom() {
        // What is removed is free behind a commit of the file system, not at once.
        Durable.syncFileSystem(shop.order().place());
    }

    @Override
    public List<String> wrongBehindCrossing() {
        List<String> wrong = new ArrayList<>();
        if (!shop.fresh().isRunning()) {
            wrong.add("new does not run");
        }
        if (shop.live().isRunning()) {
            wrong.add("old runs");
        }
        boolean known = shop.register()
                .of(shop.order().cluster())
                .filter(now -> now.dataDirectory().equals(shop.order().fresh().data()))
                .isPresent();
        if (!known) {
            wrong.add("the host's register does not say that new is live");
        }
        return wrong;
    }

    @Override
    public Words words() {
        return new Words(
                "the promotion",
                "retry",
                "new is live since the crossing",
                "Live is open again",
                "Live was not touched; clients noticed nothing");
    }

    @Override
    public void close() {}
}
