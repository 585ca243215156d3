package io.belay.plans.graph;

import java.util.List;
import java.util.stream.Collectors;

/** The way in sentences, for who does not see the picture. Stateless. */
final class WayWords {

    private WayWords() {}

    static String title(Way way) {
        return "The way of " + way.plan().name() + ", " + way.versions();
    }

    static String description(Way way) {
        List<Stop> stops = way.stops();
        String live = stops.stream().filter(Stop::touchesLive).map(Stop::name).collect(Collectors.joining("; "));
        String gone = way.pointsOfNoReturn().stream().map(Stop::name).collect(Collectors.joining("; "));
        return stops.size() + " steps: "
                + stops.stream().map(Stop::id).collect(Collectors.joining(", ")) + ". "
                + (live.isEmpty() ? "No step touches live. " : "Steps that touch live: " + live + ". ")
                + way.promotion()
                        .map(stop -> "The crossing lies in step " + stop.name() + ". ")
                        .orElse("Nothing is promoted. ")
                + (gone.isEmpty() ? "No point of no return." : "Points of no return: " + gone + ".");
    }
}
