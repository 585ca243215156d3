package io.belay.cli;

import io.belay.plans.file.ReadPlan;
import io.belay.plans.graph.Way;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws a plan's steps with waypoints, ways back, the crossing and points of no return. */
@Command(name = "graph", description = "Draw a plan's steps, ways back and points of no return; asks no host.")
@CommandGroup(CommandGroup.Heading.PLANS)
final class GraphCommand implements Callable<Integer> {

    enum Format {
        mermaid,
        svg
    }

    private final Console console;

    @Mixin
    private PlanArgument plan;

    @Option(
            names = "--format",
            paramLabel = "mermaid|svg",
            description = "Text for Mermaid (default), or a picture; also taken from the ending of --out.")
    private Optional<Format> format = Optional.empty();

    @Mixin
    private WrittenFile written;

    GraphCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ReadPlan read = plan.requireReadable(console);
        Way way = Way.of(read.resolved().orElseThrow());
        boolean picture = format.orElseGet(this::byEnding) == Format.svg;
        written.write(picture ? way.svg() : way.mermaid(), console);
        return ExitCode.DONE.number();
    }

    private Format byEnding() {
        written.requireEnding(List.of("mmd", "mermaid", "md", "txt", "svg"));
        return written.ending().equals("svg") ? Format.svg : Format.mermaid;
    }
}
