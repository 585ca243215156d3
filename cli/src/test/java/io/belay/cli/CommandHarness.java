package io.belay.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this process against a fake engine, with a fixed clock and no waiting. */
final class CommandHarness {

    static final Instant NOW = Instant.parse("2026-11-21T12:30:00Z");

    /** What a command did, as one value; its text form is what golden files hold. */
    record Outcome(String command, int exit, String out, String err) {

        String transcript() {
            return "$ " + command + "\n" + out + (err.isEmpty() ? "" : "--- stderr\n" + err) + "--- exit " + exit
                    + "\n";
        }
    }

    final FakeDesk desk = new FakeDesk();
    final List<TemporalAddress> asked = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>(Map.of("USER", "dba", "BELAY_STATE", "/nonexistent"));
    private boolean interactive;
    private Keyboard keyboard = Keyboard.NONE;
    private Path folder = Path.of("").toAbsolutePath();
    private EngineAccess access = address -> {
        asked.add(address);
        return desk;
    };

    CommandHarness with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CommandHarness onTerminal() {
        interactive = true;
        return this;
    }

    /** Somebody is at a terminal, and types this. */
    CommandHarness typing(String line) {
        keyboard = () -> Optional.of(line);
        return this;
    }

    CommandHarness in(Path workingFolder) {
        folder = workingFolder;
        return this;
    }

    CommandHarness reaching(EngineAccess other) {
        access = other;
        return this;
    }

    Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                ColorChoice.decide(arguments, environment, interactive),
                interactive,
                Console.USUAL_WIDTH,
                environment,
                folder);
        Surroundings surroundings =
                new Surroundings(console, access, Clock.fixed(NOW, ZoneOffset.UTC), duration -> desk.tick(), keyboard);
        int exit = Main.run(arguments, surroundings);
        return new Outcome("belay " + String.join(" ", arguments), exit, out.toString(), err.toString());
    }
}
