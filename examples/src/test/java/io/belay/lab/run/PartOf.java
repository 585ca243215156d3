package io.belay.lab.run;

import io.belay.workers.commands.Planned;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.commands.PlannedPart;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What of a planned part concerns programs, or one server: old and new are asked side by side, each in its own order. */
final class PartOf {

    private PartOf() {}

    static PlannedPart programs(PlannedPart part) {
        return only(part, planned -> planned instanceof Program ? Optional.of(planned) : Optional.empty());
    }

    static PlannedPart sentTo(String server, PlannedPart part) {
        return only(part, planned -> sentTo(server, planned));
    }

    /** What is sent to several servers keeps its order with each of them, and between them there is none. */
    static List<Planned> lanes(Planned lane) {
        List<String> servers = servers(lane).distinct().toList();
        return servers.isEmpty()
                ? List.of(lane)
                : servers.stream()
                        .flatMap(server -> only(lane, planned -> sentTo(server, planned)))
                        .toList();
    }

    private static Stream<String> servers(Planned planned) {
        if (planned instanceof Block block) {
            return block.inside().stream().flatMap(PartOf::servers);
        }
        return planned instanceof Statement statement && statement.servers().size() > 1
                ? statement.servers().stream()
                : Stream.empty();
    }

    private static Optional<Planned> sentTo(String server, Planned planned) {
        return planned instanceof Statement statement && statement.servers().contains(server)
                ? Optional.of(new Statement(List.of(server), statement.database(), statement.sql()))
                : Optional.empty();
    }

    private static PlannedPart only(PlannedPart part, Function<Planned, Optional<Planned>> chosen) {
        return new PlannedPart(part.step(), part.title(), only(part.forwards(), chosen), List.of(), part.notListed());
    }

    private static List<Planned> only(List<Planned> commands, Function<Planned, Optional<Planned>> chosen) {
        return commands.stream().flatMap(command -> only(command, chosen)).toList();
    }

    private static Stream<Planned> only(Planned command, Function<Planned, Optional<Planned>> chosen) {
        if (!(command instanceof Block block)) {
            return chosen.apply(command).stream();
        }
        List<Planned> inside = only(block.inside(), chosen);
        return inside.isEmpty() ? Stream.empty() : Stream.of(new Block(block.kind(), block.words(), inside));
    }
}
