package io.belay.workers.hold;

import io.belay.workers.hold.ProgramsAddress.Program;
import io.belay.workers.posix.Accounts;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.MarkedPrograms;
import io.belay.workers.process.Masking;
import io.belay.workers.process.ProcessFailure;
import io.belay.workers.process.ProgramDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Programs of the administrator's as a {@link Pooler}: one for each verb, called without arguments, told by their environment what live
 * is. Thread-safe.
 */
final class ProgramPooler implements Pooler {

    /** Of a {@code pause}, by which one is found whose caller is gone: it must not hold clients once they have been let go. */
    private static final String MARK = "BELAY_CALL";

    private static final String PAUSE = "pause";

    private static final Duration QUICK = Duration.ofSeconds(10);

    /** EX_TEMPFAIL of sysexits.h: transactions did not end. */
    private static final int NOT_YET = 75;

    private final ProgramsAddress address;
    private final Path folder;
    private final CommandRunner commands;

    /** @param folder keeps what the programs print; its path marks them */
    ProgramPooler(ProgramsAddress address, Path folder, CommandRunner commands) {
        this.address = address;
        this.folder = folder;
        this.commands = commands;
    }

    @Override
    public String name() {
        return address.name();
    }

    @Override
    public Check check(LiveServer live, Duration budget) {
        ProgramAnswer answer = ask(live);
        List<Problem> problems =
                answer.wrong(name(), address.check().name(), live).stream().toList();
        return new Check(List.of(), List.of(), answer.sessions(), problems, List.of());
    }

    @Override
    public void pause(List<String> databases, LiveServer live, Duration patience) {
        CommandResult result = call(PAUSE, address.pause(), live, patience);
        if (result.timedOut() || result.exitCode() == NOT_YET) {
            throw new HoldFailure(
                    HoldErrors.NOT_PAUSED,
                    "`" + address.pause().name() + "` of pooler `" + name() + "` does not hold all clients within "
                            + patience.toMillis() + " ms");
        }
        requireDone(PAUSE, address.pause(), result);
    }

    @Override
    public void repoint(List<String> databases, LiveServer next) {
        requireDone("repoint", address.repoint(), call("repoint", address.repoint(), next, QUICK));
        ask(next).wrongPlace(name(), address.check().name(), next).ifPresent(ProgramPooler::refuse);
    }

    @Override
    public void resume(List<String> databases, LiveServer live) {
        MarkedPrograms.end(MARK, mark());
        requireDone("resume", address.resume(), call("resume", address.resume(), live, QUICK));
        ask(live).wrong(name(), address.check().name(), live).ifPresent(ProgramPooler::refuse);
    }

    private static void refuse(Problem problem) {
        throw new HoldFailure(problem.code(), problem.text() + "; " + problem.remedy());
    }

    private ProgramAnswer ask(LiveServer live) {
        CommandResult result = call("check", address.check(), live, QUICK);
        requireDone("check", address.check(), result);
        try {
            return ProgramAnswer.of(Files.readString(result.transcript()));
        } catch (IOException e) {
            throw new UncheckedIOException("what `" + address.check().name() + "` printed cannot be read", e);
        }
    }

    private CommandResult call(String verb, Program program, LiveServer live, Duration deadline) {
        requireSame(program);
        Map<String, String> environment = new TreeMap<>(program.texts());
        environment.putAll(revealed(program));
        environment.keySet().removeIf(name -> name.startsWith("BELAY_"));
        environment.put("BELAY_POOLER", name());
        environment.put("BELAY_VERB", verb);
        environment.put("BELAY_HOST", address.host());
        environment.put("BELAY_LIVE_VERSION", String.valueOf(live.major()));
        environment.put("BELAY_LIVE_PORT", String.valueOf(live.address().port()));
        environment.put("BELAY_LIVE_SOCKET", live.address().sockets().get(0).toString());
        environment.put("BELAY_DEADLINE_MS", String.valueOf(deadline.toMillis()));
        if (verb.equals(PAUSE)) {
            environment.put(MARK, mark());
        }
        Command command = new Command(
                List.of(program.path().toString()),
                Path.of("/"),
                environment,
                Accounts.byName(program.runAs()),
                Isolation.NONE,
                deadline);
        try {
            return commands.run(command, folder.resolve("transcripts"), "pooler-" + name() + "-" + verb);
        } catch (ProcessFailure notStarted) {
            throw new HoldFailure(HoldErrors.POOLER_PROGRAM, String.valueOf(notStarted.getMessage()), notStarted);
        }
    }

    private String mark() {
        return folder + "/" + name();
    }

    /** The administrator described this content; whatever stands there now may do anything. */
    private void requireSame(Program program) {
        String digest = ProgramDigest.of(program.path());
        if (!digest.equals(program.sha256())) {
            throw new HoldFailure(
                    HoldErrors.POOLER_PROGRAM,
                    "`" + program.path() + "`, the program `" + program.name() + "` of pooler `" + name()
                            + "`, has another content than the host's file says: its SHA-256 is " + digest);
        }
        if (Accounts.byName(program.runAs()).isEmpty()) {
            throw new HoldFailure(
                    HoldErrors.POOLER_PROGRAM,
                    "this host has no account `" + program.runAs() + "`, as which the program `" + program.name()
                            + "` of pooler `" + name() + "` runs");
        }
    }

    private void requireDone(String verb, Program program, CommandResult result) {
        if (!result.succeeded()) {
            throw new HoldFailure(
                    HoldErrors.POOLER_PROGRAM,
                    "`" + program.name() + "` of pooler `" + name() + "` did not " + verb + ": "
                            + (result.timedOut() ? "not within its deadline" : "exit code " + result.exitCode()) + ", "
                            + lastLine(program, result));
        }
    }

    /** What it printed travels; what it was given must not. */
    private String lastLine(Program program, CommandResult result) {
        String text = result.output().strip();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        Set<String> secrets = Set.copyOf(revealed(program).values());
        return last.isEmpty() ? "it said nothing" : Masking.of(() -> secrets).mask(last);
    }

    private static Map<String, String> revealed(Program program) {
        Map<String, String> revealed = new TreeMap<>();
        program.secrets()
                .forEach((name, secret) ->
                        reveal(secret).filter(text -> !text.isEmpty()).ifPresent(text -> revealed.put(name, text)));
        return revealed;
    }

    /** As the worker itself reveals what it gives to programs. */
    private static Optional<String> reveal(Secret secret) {
        return switch (secret.kind()) {
            case NONE, PASSWORD_FILE -> Optional.empty();
            case ENVIRONMENT -> Optional.ofNullable(System.getenv(secret.name()));
            case FILE -> firstLine(Path.of(secret.name()));
        };
    }

    private static Optional<String> firstLine(Path file) {
        try {
            return Files.readAllLines(file).stream().findFirst().map(String::strip);
        } catch (IOException e) {
            throw new HoldFailure(
                    HoldErrors.POOLER_PROGRAM,
                    "the secret of a pooler's program cannot be read from `" + file + "`",
                    e);
        }
    }
}
