package io.belay.workers.hold;

import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.KeptProgram;
import io.belay.workers.process.KeptProgram.Said;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The console of a PgBouncer by {@code psql}s that stay open: a command takes a millisecond instead of the thirty that a program's start
 * and its login take. Opened before clients are held, as many as shall speak at the same time; one more is opened when all are busy, or
 * when one was lost. Thread-safe.
 */
final class KeptConsole implements Console {

    private static final Duration LOGIN = Duration.ofSeconds(10);

    /** No answer of the console. */
    private static final String END = "--- said ---";

    private final ConsoleDoor door;
    private final CommandRunner commands;
    private final Deque<KeptProgram> idle = new ArrayDeque<>();
    private final List<KeptProgram> all = new ArrayList<>();

    KeptConsole(ConsoleDoor door, CommandRunner commands) {
        this.door = door;
        this.commands = commands;
    }

    /** Lets each answer once. */
    @Override
    public void open(int many) {
        List<Runnable> logins = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            KeptProgram opened = started();
            logins.add(() -> {
                Answer answer = ask(opened, LOGIN, List.of(PgBouncerCommands.databases()));
                if (!answer.succeeded()) {
                    throw unreachable(PgBouncerCommands.databases(), answer.text());
                }
            });
        }
        Together.run(logins);
    }

    @Override
    public Answer say(Duration deadline, List<String> statements) {
        KeptProgram psql;
        synchronized (idle) {
            psql = idle.pollFirst();
        }
        return ask(psql != null && psql.isAlive() ? psql : started(), deadline, statements);
    }

    private KeptProgram started() {
        KeptProgram psql = commands.keep(door.command(LOGIN, List.of()), door.transcripts(), door.name());
        synchronized (idle) {
            all.add(psql);
        }
        return psql;
    }

    private Answer ask(KeptProgram psql, Duration deadline, List<String> statements) {
        long end = System.nanoTime() + deadline.toNanos();
        List<String> lines = new ArrayList<>();
        boolean succeeded = true;
        for (String statement : statements) {
            Said said = psql.ask(
                    statement + ";\n\\echo " + END + "\n", END, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            lines.addAll(said.lines());
            if (!said.whole()) {
                return new Answer(System.nanoTime() < end, false, String.join("\n", lines));
            }
            succeeded = said.lines().stream().noneMatch(KeptConsole::isRefusal);
        }
        synchronized (idle) {
            idle.addLast(psql);
        }
        return new Answer(true, succeeded, String.join("\n", lines));
    }

    private static boolean isRefusal(String line) {
        return line.startsWith("ERROR:") || line.startsWith("FATAL:") || line.startsWith("psql: ");
    }

    @Override
    public HoldFailure unreachable(String command, String answer) {
        return door.unreachable(command, answer);
    }

    @Override
    public void forget() {
        door.forget();
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.clear();
            all.forEach(KeptProgram::close);
            all.clear();
        }
    }
}
