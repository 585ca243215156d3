package io.belay.lab;

import io.belay.cli.dev.SetupFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A pooler's console that stays open, by a {@code psql} that reads commands from a pipe. One thread only. */
public final class PoolerConsole implements AutoCloseable {

    /** No answer of the console. */
    private static final String END = "--- end ---";

    private final Process psql;
    private final Writer commands;
    private final BufferedReader answers;

    private PoolerConsole(Process psql) {
        this.psql = psql;
        this.commands = psql.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(psql.getInputStream(), StandardCharsets.UTF_8));
    }

    static PoolerConsole start(List<String> command, Path passwords, LabSite site) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(site.environment());
            builder.environment().put("PGPASSFILE", passwords.toString());
            builder.environment().put("LC_ALL", "C");
            return new PoolerConsole(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start " + command.get(0), failure);
        }
    }

    /**
     * Returns when the console has answered: after a {@code PAUSE}, when no transaction is open any more.
     *
     * @throws SetupFailure BLY-4166 when it refuses
     */
    public List<String> execute(String command) {
        List<String> lines = new ArrayList<>();
        try {
            // psql shows what it has before it reads the next line.
            commands.write(command + ";\n\\echo " + END + "\n");
            commands.flush();
            String line = answers.readLine();
            while (line != null && !line.equals(END)) {
                lines.add(line);
                line = answers.readLine();
            }
            if (line != null && lines.stream().noneMatch(one -> one.startsWith("ERROR"))) {
                return lines;
            }
        } catch (IOException ended) {
            lines.add(String.valueOf(ended.getMessage()));
        }
        throw new SetupFailure(
                LabErrors.POOLER_REFUSED,
                "PgBouncer's console does not carry out `" + command + "`: " + String.join(" | ", lines),
                "the cluster behind it runs on",
                "read the pooler's log in the lab's folder, then start again");
    }

    @Override
    public void close() {
        psql.destroy();
    }
}
