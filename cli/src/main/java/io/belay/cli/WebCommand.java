package io.belay.cli;

import io.belay.web.http.StatusPage;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The status page in this process, until it is asked to stop. */
@Command(name = "web", description = "Run the status page until stopped: read-only, on the loopback address.")
@CommandGroup(CommandGroup.Heading.PARTS)
final class WebCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8480",
            description = "Where to listen (default: ${DEFAULT-VALUE}; 0 for a free one).")
    private int port;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "On which address to listen (default: ${DEFAULT-VALUE}). The page asks nobody who they are:"
                    + " beyond the loopback address put a proxy with a login before it.")
    private String listen = "";

    @Option(
            names = "--name",
            paramLabel = "HOSTNAME",
            description = "A further name by which browsers call the page; others are refused.")
    private List<String> names = List.of();

    @Mixin
    private TemporalOption temporal;

    WebCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Console console = surroundings.console();
        TemporalAddress address = temporal.resolve(console);
        try (DeskSource source = new DeskSource(() -> surroundings.engines().open(address))) {
            StatusPage page = start(source);
            console.out().println("status page: http://" + listen + ":" + page.port() + "/");
            console.out().flush();
            return Service.runUntilStopped(page, console);
        }
    }

    private StatusPage start(DeskSource source) {
        try {
            return StatusPage.start(source, listen, port, new LinkedHashSet<>(names), surroundings.clock());
        } catch (UncheckedIOException taken) {
            throw new CliFailure(
                            ExitCode.UNEXPECTED,
                            CliErrors.PORT_TAKEN,
                            "the page cannot listen on " + listen + ":" + port + "; another program may hold it",
                            "the other program is not disturbed",
                            surroundings.console().command() + " web --port 0 chooses a free port")
                    .causedBy(taken);
        }
    }
}
