package io.belay.workers.hold;

import io.belay.workers.hold.Console.Answer;
import io.belay.workers.hold.PgBouncerFile.Entry;
import io.belay.workers.posix.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** PgBouncer as a {@link Pooler}: {@code PAUSE}, its file and {@code RELOAD}, {@code RESUME}. Thread-safe. */
final class PgBouncer implements Pooler {

    private static final Duration QUICK = Duration.ofSeconds(10);

    private final PgBouncerAddress address;
    private final Console console;
    private final Path folder;
    private final PgBouncerConfiguration configuration;
    private volatile boolean retryRemembered;

    PgBouncer(PgBouncerAddress address, Path folder, Console console) {
        this.address = address;
        this.folder = folder;
        this.configuration = new PgBouncerConfiguration(address);
        this.console = console;
    }

    /** All entries pause at the same time, each by a console. */
    @Override
    public void prepare(List<String> databases, LiveServer next) {
        console.open(Math.max(1, databases.size()));
        rememberRetry();
        retryRemembered = true;
        configuration.stage(new PgBouncerFile(configuration.read())
                .withPort(new HashSet<>(databases), next.address().port()));
    }

    @Override
    public String name() {
        return address.name();
    }

    @Override
    public Check check(LiveServer live, Duration budget) {
        Map<String, String> settings = console.show(PgBouncerCommands.CONFIG).stream()
                .collect(Collectors.toMap(
                        row -> row.getOrDefault("key", ""), row -> row.getOrDefault("value", ""), (a, b) -> b));
        Path usualFolder = Path.of(settings.getOrDefault("unix_socket_dir", "/tmp"));
        List<Map<String, String>> running = console.show(PgBouncerCommands.DATABASES);
        PgBouncerCheck check = new PgBouncerCheck(name(), live.address(), usualFolder);
        List<String> databases = check.databases(running);
        List<Entry> onDisk = new PgBouncerFile(configuration.read()).databases();
        List<Problem> problems = new ArrayList<>(check.entries(databases, onDisk));
        problems.addAll(check.settings(settings, budget));
        problems.addAll(configuration.changeable());
        Set<Long> serving = console.show(PgBouncerCommands.SERVERS).stream()
                .filter(row -> databases.contains(row.getOrDefault("database", "")))
                .map(row -> row.getOrDefault("remote_pid", ""))
                .filter(pid -> pid.matches("[1-9]\\d*"))
                .map(Long::valueOf)
                .collect(Collectors.toSet());
        console.forget();
        List<String> bySession = check.bySession(settings, running);
        return new Check(databases, bySession, serving, problems, check.notes(bySession));
    }

    @Override
    public void pause(List<String> databases, LiveServer live, Duration patience) {
        if (!retryRemembered) {
            rememberRetry();
        }
        Set<String> paused = paused();
        List<Runnable> pauses = databases.stream()
                .filter(database -> !paused.contains(database))
                .map(database -> (Runnable) () -> pause(database, patience))
                .toList();
        Together.run(pauses);
    }

    /** Each by a console of its own: one that waits for a long transaction must not keep the others' clients from being held. */
    private void pause(String database, Duration patience) {
        String command = PgBouncerCommands.pause(database);
        Answer answer = console.say(patience, List.of(command));
        if (!answer.inTime()) {
            throw new HoldFailure(
                    HoldErrors.NOT_PAUSED,
                    "clients of `" + database + "` at PgBouncer `" + name()
                            + "` did not end their transactions, or did not disconnect where it pools by session, within "
                            + patience.toMillis() + " ms");
        }
        if (!answer.succeeded()) {
            throw console.unreachable(command, answer.text());
        }
    }

    /** Changed while it runs, not in its file: a {@code RELOAD} or a restart brings the administrator's value back. */
    private void rememberRetry() {
        Path note = retryNote();
        if (!Files.exists(note)) {
            String usual = console.show(PgBouncerCommands.CONFIG).stream()
                    .filter(row -> "server_login_retry".equals(row.get("key")))
                    .map(row -> row.getOrDefault("value", ""))
                    .findFirst()
                    .orElse("");
            Durable.write(note, usual);
        }
        Answer set = console.say(QUICK, List.of(PgBouncerCommands.retryInHold()));
        if (!set.succeeded()) {
            throw console.unreachable("SET server_login_retry", set.text());
        }
    }

    @Override
    public void repoint(List<String> databases, LiveServer next) {
        int port = next.address().port();
        String before = configuration.read();
        String after = new PgBouncerFile(before).withPort(new HashSet<>(databases), port);
        if (!after.equals(before)) {
            configuration.replace(after);
        }
        if (!elsewhere(databases, port).isEmpty()) {
            reload(databases, port);
        }
    }

    /** Behind it is asked whether it was done, because nothing else tells. */
    private void reload(List<String> databases, int port) {
        Answer answer = console.say(QUICK, List.of(PgBouncerCommands.RELOAD));
        if (!answer.succeeded()) {
            throw console.unreachable("RELOAD", answer.text());
        }
        List<String> still = elsewhere(databases, port);
        if (!still.isEmpty()) {
            throw new HoldFailure(
                    HoldErrors.POOLER_ENTRY,
                    "PgBouncer `" + name() + "` still passes " + still + " on to another port than " + port
                            + " behind a RELOAD of `" + address.config() + "`; its log says why");
        }
    }

    private List<String> elsewhere(List<String> databases, int port) {
        return console.show(PgBouncerCommands.DATABASES).stream()
                .filter(row -> databases.contains(row.getOrDefault("name", "")))
                .filter(row -> !String.valueOf(port).equals(row.get("port")))
                .map(row -> row.getOrDefault("name", ""))
                .toList();
    }

    @Override
    public void resume(List<String> databases, LiveServer live) {
        Answer answer = console.say(QUICK, PgBouncerCommands.resume(databases, usualRetry()));
        if (!answer.succeeded()) {
            throw console.unreachable("RESUME", answer.text());
        }
        Set<String> still = paused(Console.rows(answer.text()));
        still.retainAll(databases);
        if (!still.isEmpty()) {
            throw console.unreachable("RESUME " + String.join(", ", still), answer.text());
        }
        // Only now: clients go on already.
        configuration.settle();
        console.forget();
        Durable.remove(retryNote());
    }

    @Override
    public void close() {
        console.close();
    }

    private Set<String> paused() {
        return paused(console.show(PgBouncerCommands.DATABASES));
    }

    private static Set<String> paused(List<Map<String, String>> rows) {
        return rows.stream()
                .filter(row -> "1".equals(row.get("paused")))
                .map(row -> row.getOrDefault("name", ""))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Optional<String> usualRetry() {
        try {
            Path note = retryNote();
            return Files.exists(note)
                    ? Optional.of(Files.readString(note)).filter(value -> value.matches("[0-9.]+"))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the pooler's usual setting cannot be read", e);
        }
    }

    private Path retryNote() {
        return folder.resolve(name() + ".server_login_retry");
    }
}
