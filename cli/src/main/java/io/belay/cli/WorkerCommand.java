package io.belay.cli;

import io.belay.engine.client.EngineClient;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.model.HostConfiguration;
import io.belay.workers.host.WorkerMain;
import io.belay.workers.host.WorkerRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The worker of one database host, in this process, until it is asked to stop. Stopping it stops no program that it launched. */
@Command(name = "worker", description = "Run the worker of a database host until stopped.")
@CommandGroup(CommandGroup.Heading.PARTS)
final class WorkerCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "HOSTFILE",
            description = "The host's own configuration: what the worker may serve.")
    private Path hostFile = Path.of("");

    @Mixin
    private TemporalOption temporal;

    WorkerCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        HostConfiguration host = read(console.workingFolder().resolve(hostFile), console);
        TemporalAddress address = temporal.resolve(console);
        try (EngineClient client = TemporalDesk.connect(address)) {
            WorkerMain worker = client.start(connected -> WorkerMain.start(host, connected));
            console.out()
                    .println("worker of host " + host.name() + " runs; Temporal " + address.target() + ", namespace "
                            + address.namespace());
            console.out().flush();
            return Service.runUntilStopped(worker, console);
        } catch (WorkerRefused refused) {
            throw new CliFailure(
                            ExitCode.CHECK_BLOCKED,
                            refused.code(),
                            String.valueOf(refused.getMessage()),
                            "nothing was changed on the host",
                            console.command() + " explain " + refused.code().text())
                    .causedBy(refused);
        }
    }

    /** @throws PlanArgument.InvalidPlan when the file cannot be read or has errors */
    static HostConfiguration read(Path file, Console console) {
        if (Files.isDirectory(file)) {
            throw Failures.unreadable(file.toString(), "it is a folder");
        }
        ReadHost host = HostFile.read(file).heeded();
        HostConfiguration configuration =
                host.configuration().orElseThrow(() -> new PlanArgument.InvalidPlan(host.problems()));
        if (!host.problems().isEmpty()) {
            PlanArgument.print(host.problems(), console);
        }
        return configuration;
    }
}
