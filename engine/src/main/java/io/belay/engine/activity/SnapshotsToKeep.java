package io.belay.engine.activity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Which snapshots stay: the plan's block {@code snapshots} as a host is told of it. Immutable.
 *
 * @param newest that many in any case; the newest one stays also with 0
 * @param hourly for how many hours one stays each; the others likewise
 * @param zone where days begin
 * @param minimumFree a share as the plan spells it, {@code 15%}; below it those go, too, that the counts keep
 * @param stopBelow likewise; below it no more are taken
 */
public record SnapshotsToKeep(
        int newest,
        int hourly,
        int daily,
        int weekly,
        int monthly,
        int yearly,
        String zone,
        String minimumFree,
        String stopBelow) {

    public static SnapshotsToKeep of(ResolvedPlan plan) {
        JsonNode snapshots = plan.blocks().path("snapshots");
        JsonNode keep = snapshots.path("keep");
        return new SnapshotsToKeep(
                keep.path("newest").asInt(2),
                keep.path("hourly").asInt(24),
                keep.path("daily").asInt(7),
                keep.path("weekly").asInt(4),
                keep.path("monthly").asInt(0),
                keep.path("yearly").asInt(0),
                snapshots.path("zone").asText("UTC"),
                snapshots.path("minimum_free").asText("15%"),
                snapshots.path("stop_below").asText("8%"));
    }

    /** As somebody decided who named a number instead of the plan's classes. */
    public SnapshotsToKeep only(int count) {
        return new SnapshotsToKeep(count, 0, 0, 0, 0, 0, zone, minimumFree, stopBelow);
    }

    /** When there are enough for each class, and none stands for two. */
    @JsonIgnore
    public int atMost() {
        return Math.max(newest, 1) + hourly + daily + weekly + monthly + yearly;
    }

    /** {@code the newest 2, and the first of each of 24 hours, 7 days, 4 weeks (as they begin in Europe/Istanbul)}. */
    public String words() {
        List<String> classes = new ArrayList<>();
        add(classes, hourly, "hour");
        add(classes, daily, "day");
        add(classes, weekly, "week");
        add(classes, monthly, "month");
        add(classes, yearly, "year");
        String floor = newest < 2 ? "the newest" : "the newest " + newest;
        return classes.isEmpty()
                ? floor
                : floor + ", and the first of each of " + String.join(", ", classes) + " (as they begin in " + zone
                        + ")";
    }

    private static void add(List<String> classes, int count, String span) {
        if (count > 0) {
            classes.add(count + " " + span + (count == 1 ? "" : "s"));
        }
    }
}
