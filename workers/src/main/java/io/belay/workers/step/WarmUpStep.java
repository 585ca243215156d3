package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.step.LivePublication.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Loads into the memory of a candidate that follows what live has in its own, hottest first. Nothing is made on either side: live is only
 * read, and what loads is a function of one session. Done anew from the beginning whatever happened.
 */
public final class WarmUpStep implements HostStep {

    private static final String UP_TO = "80%";
    private static final String STATISTICS = "statistics";

    private static final Duration SHOWN = Duration.ofSeconds(1);

    @Override
    public String kind() {
        return "warm_up";
    }

    /** What is sent to one database of live after the other, in order; not with {@code from: statistics}. */
    public static List<ListedStatement> statementsOfCache() {
        return WarmUpList.statementsOfCache();
    }

    /** What is sent to each database of live behind {@link #statementsOfCache} where that found something. */
    public static List<ListedStatement> statementsOfFiles() {
        return WarmUpList.statementsOfFiles();
    }

    /** What is sent to each database of live where {@link #statementsOfCache} found nothing, or was not asked. */
    public static List<ListedStatement> statementsOfUse() {
        return WarmUpList.statementsOfUse();
    }

    /** What is sent to new at first. */
    public static List<ListedStatement> statementsOfRoom() {
        return WarmUpMemory.statementsOfRoom();
    }

    /** What is sent to each database of new from which something is loaded, in order. */
    public static List<ListedStatement> statementsOfLoading() {
        return WarmUpMemory.statementsOfLoading();
    }

    /** Whether live's memory is not asked for, but only what it reads. */
    public static boolean isByStatistics(JsonNode with) {
        return with.path("from").asText().equals(STATISTICS);
    }

    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.ofReading(context);
    }

    @Override
    public StepResult run(StepContext context) {
        FollowerPlace place = new FollowerPlace(context);
        Optional<Follower> follower = place.known().filter(known -> !known.ended());
        LivePublication live = new LivePublication(context);
        Optional<Kept> published = live.kept();
        if (context.run().rehearsal() || follower.isEmpty() || published.isEmpty()) {
            return StepResult.succeeded(
                    "nothing was loaded: only the memory of a candidate that follows live is still there when clients come",
                    Map.of("loaded_bytes", "0"));
        }
        if (!place.isThere(follower.get())) {
            return StepResult.failed(
                    FollowErrors.FOLLOWER_GONE,
                    "the candidate is not at its final place `" + follower.get().root()
                            + "` any more. Live serves as before; the candidate has to be made anew",
                    "belay retry " + context.run().runId() + " begins again from `publish`",
                    Map.of("follows", "no"));
        }
        boolean statistics = isByStatistics(context.with());
        WarmUpList list =
                WarmUpList.of(context.cluster().live(), published.get().databases(), statistics);
        RunningServer fresh = new FollowerServer(context)
                .start(follower.get(), live, published.get().databases());
        try (WarmUpMemory memory = new WarmUpMemory(fresh)) {
            return loaded(context, list, memory);
        }
    }

    private static StepResult loaded(StepContext context, WarmUpList list, WarmUpMemory memory) {
        long room = Shares.of(memory.blocks(), context.with().path("up_to").asText(UP_TO));
        long blocks = 0;
        long shown = System.nanoTime();
        for (WarmUpList.Hot hot : list.hottestFirst()) {
            if (blocks >= room) {
                break;
            }
            context.attempt().check();
            blocks += memory.load(hot, room - blocks);
            if (System.nanoTime() - shown > SHOWN.toNanos()) {
                shown = System.nanoTime();
                context.attempt().show(blocks + " of at most " + room + " pages are loaded");
            }
        }
        Map<String, String> facts = new TreeMap<>();
        facts.put("loaded_bytes", String.valueOf(blocks * memory.blockBytes()));
        facts.put("from", list.source());
        List<String> notes = memory.notes();
        if (!notes.isEmpty()) {
            facts.put("note", String.join("; ", notes));
        }
        return StepResult.succeeded(
                "new has " + ((blocks * memory.blockBytes()) >> 20) + " MiB in memory, of what live "
                        + (list.source().equals(STATISTICS) ? "reads most" : "has in its own")
                        + (notes.isEmpty() ? "" : "; " + String.join("; ", notes)),
                facts);
    }
}
