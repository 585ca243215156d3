package io.belay.workers.hold;

import io.belay.workers.command.ClientCommands;
import io.belay.workers.command.ScriptEnd;
import io.belay.workers.posix.Durable;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.process.Command;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandResult;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Scripts in new while it lets in nobody but Belay, by {@code psql} as in the rehearsed step: as the worker's account, the only one
 * that new knows until the crossing, restricted so that no text starts a program, and without network. One part of a hold.
 */
final class NewScripts {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Workshop shop;
    private final RunningServer server;
    private final String step;
    private final long budgetEnd;
    private final long stepEnd;

    /**
     * @param step whose work it is
     * @param left of the budget
     * @param timeout of the step
     */
    NewScripts(Workshop shop, RunningServer server, String step, Duration left, Duration timeout) {
        this.shop = shop;
        this.server = server;
        this.step = step;
        this.budgetEnd = System.nanoTime() + left.toNanos();
        this.stepEnd = System.nanoTime() + (timeout.compareTo(left) < 0 ? timeout : left).toNanos();
    }

    /** @param name of the file, without suffix */
    Path put(String name, String text) {
        Path file = HoldLayout.script(shop.folder().path(), name);
        Durable.createFolders(Objects.requireNonNull(file.getParent()), "rwx------");
        Durable.write(file, text);
        return file;
    }

    /**
     * @param what is run, for a person
     * @param settings more of them for the session, as in {@code -c name=value}
     * @throws HoldFailure when it did not end well
     */
    void run(String what, Path file, boolean single, String database, String settings) {
        Duration limit = Duration.ofNanos(Math.max(1_000_000, stepEnd - System.nanoTime()));
        CommandResult result = shop.commands()
                .run(
                        new Command(
                                ClientCommands.script(
                                        shop.newPrograms(),
                                        server.socketFolder(),
                                        String.valueOf(server.port()),
                                        server.superuser(),
                                        database,
                                        file,
                                        key(),
                                        single),
                                Path.of("/"),
                                Map.of(
                                        "PGAPPNAME",
                                        "belay",
                                        "PGOPTIONS",
                                        "-c statement_timeout=" + Math.min(limit.toMillis(), Integer.MAX_VALUE)
                                                + settings),
                                Optional.empty(),
                                Isolation.NO_NETWORK,
                                limit),
                        shop.order().transcripts(),
                        "psql");
        if (!result.succeeded()) {
            throw failure(what, database, result);
        }
    }

    private HoldFailure failure(String what, String database, CommandResult result) {
        ScriptEnd end = ScriptEnd.of(result);
        if (!result.timedOut() && !end.isCanceled()) {
            return new HoldFailure(
                    HoldErrors.REPEAT_REFUSED,
                    what + " of `" + step + "` was not run to its end in `" + database + "` of new: " + end.words());
        }
        return stepEnd < budgetEnd
                ? new HoldFailure(
                        HoldErrors.REPEAT_REFUSED,
                        what + " of `" + step + "` was still at work in `" + database
                                + "` of new behind the step's `timeout`, and was ended")
                : new HoldFailure(
                        HoldErrors.PAST_BUDGET,
                        what + " of `" + step + "` was still at work in `" + database
                                + "` of new when `budget.hold` was used up, and was ended");
    }

    private static String key() {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return HexFormat.of().formatHex(key);
    }
}
