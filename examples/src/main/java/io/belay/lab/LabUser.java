package io.belay.lab;

import io.belay.cli.dev.SetupFailure;
import io.belay.cli.dev.ShortProgram;
import io.belay.lab.Register.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The operating-system account that owns the lab's servers. PostgreSQL and PgBouncer refuse to run as root, so root makes an
 * account for one lab and removes it with the rest; anybody else uses the own one. Immutable.
 *
 * @param name in the passwd database
 * @param created whether it was made for this lab
 */
record LabUser(String name, boolean created) {

    private static final int TRIES = 60;
    private static final long POLL_MILLISECONDS = 250;
    private static final int NO_SUCH_ACCOUNT = 6;

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** @throws SetupFailure BLY-4164 when root cannot make one */
    static LabUser create(Register register, Narrator narrator) {
        if (!isRoot()) {
            return new LabUser(System.getProperty("user.name"), false);
        }
        String name = "belay-lab-" + register.id();
        narrator.says("making the account " + name + " that will own the servers (PostgreSQL refuses to run as root)");
        register.add(Kind.ACCOUNT, name);
        ShortProgram.Result result = retried(ShortProgram.of(
                        "useradd",
                        "--system",
                        "--user-group",
                        "--no-create-home",
                        "--home-dir",
                        "/",
                        "--shell",
                        "/bin/sh",
                        name)
                .with(Map.of(Register.MARK, register.id())));
        if (!result.succeeded()) {
            throw new SetupFailure(
                    LabErrors.NO_ACCOUNT,
                    "cannot make the account `" + name + "`: " + result.tail(),
                    "no server was started",
                    "start the lab as an ordinary account that may own a cluster");
        }
        return new LabUser(name, true);
    }

    /** Another process may hold the lock of the passwd database for a moment. */
    private static ShortProgram.Result retried(ShortProgram program) {
        ShortProgram.Result result = program.run();
        for (int attempt = 0; attempt < TRIES && result.output().contains("try again later"); attempt++) {
            pause();
            result = program.run();
        }
        return result;
    }

    /** Says what is in the way when the account cannot be removed; also takes away the shared memory it left. */
    static Optional<String> remove(String name) {
        OptionalLong userId = lookUp(name);
        if (userId.isEmpty()) {
            return Optional.empty();
        }
        SharedMemory.removeOf(userId.getAsLong());
        ShortProgram.Result result = retried(ShortProgram.of("userdel", name));
        return result.succeeded() || result.exitCode() == NO_SUCH_ACCOUNT
                ? Optional.empty()
                : Optional.of("account " + name + " cannot be removed: " + result.tail());
    }

    static Optional<Long> userId(String name) {
        OptionalLong found = lookUp(name);
        return found.isPresent() ? Optional.of(found.getAsLong()) : Optional.empty();
    }

    private static OptionalLong lookUp(String name) {
        ShortProgram.Result result = ShortProgram.of("id", "-u", name).run();
        return result.succeeded()
                ? OptionalLong.of(Long.parseLong(result.output().strip()))
                : OptionalLong.empty();
    }

    /** The command as this account runs it. */
    List<String> running(List<String> command) {
        if (!created) {
            return command;
        }
        List<String> all = new ArrayList<>(
                List.of("setpriv", "--reuid=" + name, "--regid=" + name, "--init-groups", "--inh-caps=-all"));
        all.addAll(command);
        return all;
    }

    List<String> running(String... command) {
        return running(List.of(command));
    }

    /** Gives a file or folder to this account. */
    Path own(Path path) {
        if (!created) {
            return path;
        }
        UserPrincipalLookupService accounts = path.getFileSystem().getUserPrincipalLookupService();
        try {
            PosixFileAttributeView view =
                    Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            view.setOwner(accounts.lookupPrincipalByName(name));
            view.setGroup(accounts.lookupPrincipalByGroupName(name));
            return path;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot give " + path + " to " + name, failure);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
