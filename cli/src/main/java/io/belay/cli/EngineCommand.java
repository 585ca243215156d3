package io.belay.cli;

import io.belay.engine.EngineWorker;
import io.belay.engine.client.EngineClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The engine in this process, until it is asked to stop. Stopping it stops no run. */
@Command(
        name = "engine",
        description = "Run the engine until stopped; runs go on when another one starts.",
        synopsisSubcommandLabel = "[replay]")
@CommandGroup(CommandGroup.Heading.PARTS)
final class EngineCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private TemporalOption temporal;

    EngineCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        TemporalAddress address = temporal.resolve(console);
        try (EngineClient client = TemporalDesk.connect(address)) {
            client.ensureNamespace();
            EngineWorker engine = client.start(EngineWorker::start);
            console.out().println("engine runs; Temporal " + address.target() + ", namespace " + address.namespace());
            console.out().flush();
            return Service.runUntilStopped(engine, console);
        }
    }
}
