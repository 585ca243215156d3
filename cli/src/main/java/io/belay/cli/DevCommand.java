package io.belay.cli;

import io.belay.cli.dev.DevState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** All parts of Belay on this machine until Ctrl-C; their state stays for the next start. */
@Command(
        name = "dev",
        description = "Start Temporal, engine, workers and page on this machine; Ctrl-C stops all, the state stays.")
@CommandGroup(CommandGroup.Heading.PARTS)
final class DevCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--config",
            paramLabel = "HOSTFILE",
            description = "Start a worker for this host configuration; may be given several times.")
    private List<Path> hostFiles = List.of();

    @Option(
            names = "--state",
            paramLabel = "FOLDER",
            description = "Where the state is kept (default: BELAY_STATE, else XDG_STATE_HOME/belay/dev).")
    private Path state = Path.of("");

    @Option(
            names = "--temporal-port",
            paramLabel = "PORT",
            defaultValue = "7233",
            description = "Temporal's port on 127.0.0.1 (default: ${DEFAULT-VALUE}; another one when it is taken).")
    private int temporalPort;

    @Option(
            names = "--page-port",
            paramLabel = "PORT",
            defaultValue = "8480",
            description =
                    "The status page's port on 127.0.0.1 (default: ${DEFAULT-VALUE}; another one when it is taken).")
    private int pagePort;

    DevCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Console console = surroundings.console();
        Path folder = state.toString().isEmpty()
                ? DevState.folder(console.environment())
                : console.workingFolder().resolve(state);
        for (Path file : hostFiles) {
            WorkerCommand.read(console.workingFolder().resolve(file), console);
        }
        DevHouse house = DevHouse.open(folder, surroundings);
        // A hook, because Ctrl-C and TERM end the JVM without returning from here.
        Thread stopping = new Thread(house::close, "belay-dev-stop");
        Runtime.getRuntime().addShutdownHook(stopping);
        try {
            house.start(
                    temporalPort,
                    pagePort,
                    hostFiles.stream().map(console.workingFolder()::resolve).toList());
            house.superviseUntilClosed();
            return ExitCode.DONE.number();
        } finally {
            house.close();
        }
    }
}
