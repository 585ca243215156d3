package io.belay.lab.online;

import java.util.List;

/** The steps of the lab's plan for an online promotion, for {@code Lab.writePlan}. Stateless. */
public final class OnlinePlan {

    private OnlinePlan() {}

    /**
     * All that an author writes up to the promotion; following live and warming up are inserted behind {@code verify}.
     *
     * @param wayBack for how long it is promised, as a plan writes it: {@code 1d}
     */
    public static List<String> steps(String wayBack) {
        return List.of(
                "preflight",
                "publish",
                "snapshot",
                "clone",
                "pg_upgrade: {mode: link}",
                "extensions",
                "analyze",
                "verify: {rows: exact}",
                "approve: {by: change-board}",
                "promote: {mode: online, way_back: " + wayBack + "}");
    }
}
