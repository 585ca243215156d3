package io.belay.cli.init;

import io.belay.workers.discovery.FoundCluster;
import io.belay.workers.discovery.FoundPooler;
import io.belay.workers.discovery.Ground;
import io.belay.workers.discovery.LiveFacts;
import java.util.ArrayList;
import java.util.List;

/** What was found, for the person who is about to be asked. Stateless. */
public final class Summary {

    private Summary() {}

    /** A heading and its text, for each line. */
    public record Line(String heading, String text) {}

    public static List<Line> of(FoundCluster cluster) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("found", server(cluster)));
        lines.add(new Line("storage", storage(cluster.ground())));
        for (FoundPooler pooler : cluster.poolers()) {
            lines.add(new Line(
                    "in front",
                    "PgBouncer " + pooler.config() + ": " + String.join(", ", pooler.databases())
                            + (pooler.sessionPooled().isEmpty()
                                    ? ""
                                    : " (by session: " + String.join(", ", pooler.sessionPooled()) + ")")));
        }
        lines.add(new Line("asked", cluster.live().map(LiveFacts::from).orElse("nobody: " + cluster.refusal())));
        return lines;
    }

    private static String server(FoundCluster cluster) {
        String size = cluster.live()
                .map(facts -> ", " + Cautions.size(facts.bytes()) + " in "
                        + counted(facts.databases().size(), "database"))
                .orElse("");
        String port = cluster.port().isPresent() ? ", port " + cluster.port().getAsInt() : "";
        return "PostgreSQL " + cluster.version() + " in " + cluster.dataDirectory() + port + size + ", owner "
                + cluster.owner() + ", " + cluster.startedBy().inWords();
    }

    private static String storage(Ground ground) {
        String driver = switch (ground.driver()) {
            case "btrfs" -> "snapshots take milliseconds";
            case "xfs" -> "files share their blocks, snapshots take seconds";
            case "auto" -> "not to be looked at by this account";
            default -> "snapshots are full copies";
        };
        return ground.fileSystem() + ", " + driver + "; " + Cautions.size(ground.free()) + " free of "
                + Cautions.size(ground.total());
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
