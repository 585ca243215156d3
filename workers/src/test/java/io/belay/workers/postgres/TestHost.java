package io.belay.workers.postgres;

import io.belay.workers.posix.Account;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What integration tests need of the machine: an account that may own servers, majors named by {@code BELAY_TEST_PG<major>} (their
 * program folders), and a short folder. Whatever is missing skips the test and says so.
 */
public final class TestHost implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final CommandRunner runner = new HostCommandRunner(Masking.none());
    private final Path folder;
    private final Path transcripts;
    private final Account account;

    private TestHost(Path folder, Account account) {
        this.folder = folder;
        this.account = account;
        this.transcripts = makeFolder(folder.resolve("transcripts"));
    }

    public static TestHost open() {
        String user = System.getProperty("user.name");
        String name = user.equals("root") ? System.getenv("BELAY_TEST_ACCOUNT") : user;
        Assumptions.assumeTrue(
                name != null,
                "PostgreSQL refuses root: BELAY_TEST_ACCOUNT has to name an unprivileged account that may own the servers");
        try {
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "blypg");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return new TestHost(folder, account(String.valueOf(name)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static Path programs(int major) {
        String folder = System.getenv("BELAY_TEST_PG" + major);
        Assumptions.assumeTrue(
                folder != null && Files.isExecutable(Path.of(folder, "postgres")),
                "BELAY_TEST_PG" + major + " does not name a folder with the programs of PostgreSQL " + major);
        return Path.of(String.valueOf(folder));
    }

    public Installation installation(int major) {
        return new Installations(runner, transcripts).inFolder(programs(major)).orElseThrow();
    }

    public CommandRunner runner() {
        return runner;
    }

    public Path transcripts() {
        return transcripts;
    }

    public Path folder() {
        return folder;
    }

    public Account account() {
        return account;
    }

    public boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    public ToolRun toolRun() {
        return new ToolRun(isRoot() ? Optional.of(account) : Optional.empty(), folder, Isolation.NONE, DEADLINE);
    }

    /** A folder that belongs to the account. */
    public Path makeFolder(Path made) {
        try {
            Files.createDirectories(made);
            if (isRoot()) {
                Files.setAttribute(made, "unix:uid", (int) account.userId());
                Files.setAttribute(made, "unix:gid", (int) account.groupId());
            }
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs a program as the account. */
    public String run(String... arguments) {
        var result = runner.run(toolRun().command(List.of(arguments)), transcripts, "tool");
        if (!result.succeeded()) {
            throw new IllegalStateException(String.join(" ", arguments) + ": " + result.output());
        }
        return result.output();
    }

    public void copy(Path from, Path to) {
        run("/bin/cp", "-a", from.toString(), to.toString());
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Account account(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
            String[] fields = line.split(":", -1);
            if (fields[0].equals(name)) {
                return new Account(name, Long.parseLong(fields[2]), Long.parseLong(fields[3]), Path.of(fields[5]));
            }
        }
        return Assumptions.abort("/etc/passwd has no account " + name);
    }
}
