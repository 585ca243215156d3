package io.belay.workers.hold;

import io.belay.workers.hold.OnlineOrder.Side;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.process.CommandRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Clients go from one running server to the other that follows it. */
final class OnlineCourse implements Course {

    private static final String ANSWER = "SELECT 1 AS one";

    private final OnlineShop shop;
    private final Warm warm = new Warm();
    private final HoldNotes told = new HoldNotes();

    OnlineCourse(OnlineOrder order, HoldFolder folder, CommandRunner commands) {
        this.shop = new OnlineShop(order, folder, commands);
    }

    /** What {@link #wrongBehindCrossing} sends to the side that serves; to the other one what the fence does. */
    static List<ListedStatement> statements() {
        return List.of(ListedStatement.in(WarmSessions.ADMIN, ANSWER));
    }

    @Override
    public List<Part> before() {
        return List.of(new OnlinePreparePart(shop, told), new OnlineWarmPart(shop, warm, told));
    }

    @Override
    public List<Part> held() {
        DrainPart drain = new DrainPart(shop, warm, told);
        return List.of(
                new OnlinePausePart(shop, warm, told),
                new FencePart(shop, warm, told),
                drain,
                new OnlineCrossPart(shop, drain));
    }

    @Override
    public List<Part> behind() {
        return List.of(new OnlineOpenPart(shop, warm, told), new OnlineReleasePart(shop));
    }

    @Override
    public List<Part> after() {
        List<Part> parts = new ArrayList<>();
        if (!shop.order().rehearsed()) {
            parts.add(new OnlineRegisterPart(shop));
            parts.add(new OnlineDressPart(shop));
        }
        parts.add(new TurnPart(shop, told));
        parts.add(new OnlineTidyPart(shop));
        return parts;
    }

    @Override
    public HoldNotes notes() {
        return told;
    }

    /** This process's own consoles are what lets clients go on. */
    @Override
    public void endOrphans(boolean orphaned) {
        if (orphaned) {
            TreeProcesses.end(shop.folder().path());
        }
    }

    /** And what {@code warm} forgets is how the server was before its fence. */
    @Override
    public boolean takesRoom() {
        return false;
    }

    @Override
    public void freeRoom() {}

    @Override
    public List<String> wrongBehindCrossing() {
        List<String> wrong = new ArrayList<>();
        Side serving = shop.order().to();
        Side fenced = shop.order().from();
        try (Session session = shop.warm(serving).open(WarmSessions.ADMIN)) {
            session.query(ANSWER);
        } catch (PostgresFailure refused) {
            wrong.add("the side that shall serve does not answer: " + refused.getMessage());
        }
        if (!fenced.fence().toFile().exists()) {
            wrong.add("the side that served is not fenced");
        }
        try (Session session = shop.warm(fenced).open(WarmSessions.ADMIN)) {
            List<String> strangers = shop.fence(fenced).strangers(session, Set.of());
            strangers.forEach(stranger -> wrong.add("somebody is on the side that served: " + stranger));
        } catch (PostgresFailure | HoldFailure down) {
            wrong.add("the side that served does not run, so it does not follow: " + down.getMessage());
        }
        return wrong;
    }

    @Override
    public Words words() {
        int serving = shop.order().from().programs().major();
        int wanted = shop.order().to().programs().major();
        boolean isFirst = !shop.order().to().openRules().isEmpty();
        return new Words(
                isFirst ? "the promotion" : "the swap to the server of version " + wanted,
                isFirst ? "retry" : "rollback",
                "the server of version " + wanted + " is live since the crossing",
                "The server of version " + serving + " is live and open again",
                "Clients noticed nothing; the server of version " + serving + " is live as before");
    }

    @Override
    public void close() {
        shop.poolers().forEach(OnlinePooler::close);
        warm.close();
    }
}
