package io.belay.cli;

import io.belay.cli.dev.ParentWatch;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The start of every process of Belay: the command line, and through it engine, worker and page. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        ParentWatch.start();
        // Threads of the Temporal client would keep the process alive.
        System.exit(runOnce(arguments));
    }

    static int runOnce(String... arguments) {
        Console console = console(arguments);
        int exit = run(
                arguments,
                new Surroundings(
                        console,
                        TemporalDesk::open,
                        Clock.systemUTC(),
                        duration -> Thread.sleep(duration.toMillis()),
                        keyboard()));
        console.out().flush();
        console.err().flush();
        return exit;
    }

    static int run(String[] arguments, Surroundings surroundings) {
        return CommandTree.forArguments(surroundings, arguments).execute(arguments);
    }

    private static Console console(String[] arguments) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("BELAY_COMMAND", System.getProperty("belay.command", "belay"));
        boolean terminal = Boolean.getBoolean("belay.terminal");
        int width = Integer.getInteger("belay.columns", Console.USUAL_WIDTH);
        return new Console(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                ColorChoice.decide(arguments, environment, terminal),
                terminal && !"dumb".equals(environment.get("TERM")),
                width > 0 ? width : Console.USUAL_WIDTH,
                environment,
                Path.of("").toAbsolutePath());
    }

    /** Only where a terminal is: an answer that comes through a pipe is nobody's. */
    private static Keyboard keyboard() {
        if (!Boolean.getBoolean("belay.keyboard")) {
            return Keyboard.NONE;
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return () -> {
            try {
                return Optional.ofNullable(lines.readLine());
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        };
    }

    /** UTF-8 whatever the locale: units and arrows must survive on a server with {@code LANG=C}. */
    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
