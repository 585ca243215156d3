package io.belay.workers.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixTest {

    @TempDir
    private Path folder;

    @Test
    void the_account_of_this_jvm_is_found_by_number_and_by_name() {
        Account current = Accounts.current().orElseThrow();

        assertThat(current.userId()).isEqualTo(Accounts.effectiveUserId());
        assertThat(Accounts.byName(current.name())).contains(current);
        assertThat(Accounts.isRoot()).isEqualTo(current.userId() == 0);
    }

    @Test
    void the_owner_of_a_file_is_an_account() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(Accounts.ownerOf(file)).isEqualTo(Accounts.current());
    }

    @Test
    void an_unknown_account_is_empty() {
        assertThat(Accounts.byName("belay-has-no-such-account")).isEmpty();
        assertThat(Accounts.byUserId(3_999_999_999L)).isEmpty();
    }

    @Test
    void a_lock_is_held_once_and_free_after_close() {
        Path path = folder.resolve("lock");
        assertThat(FileLock.isHeld(path)).isFalse();

        FileLock lock = FileLock.tryAcquire(path).orElseThrow();

        assertThat(FileLock.isHeld(path)).isTrue();
        assertThat(FileLock.tryAcquire(path)).isEmpty();
        lock.close();
        lock.close();
        assertThat(FileLock.isHeld(path)).isFalse();
        FileLock.tryAcquire(path).orElseThrow().close();
    }

    @Test
    void the_lock_is_seen_by_the_program_flock_and_not_by_javas_own_locks() throws Exception {
        Path path = folder.resolve("lock");
        try (FileLock lock = FileLock.tryAcquire(path).orElseThrow();
                FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            Process other = new ProcessBuilder("flock", "-n", path.toString(), "true").start();

            assertThat(other.waitFor()).isEqualTo(1);
            assertThat(channel.tryLock()).as("another family of locks").isNotNull();
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void a_child_process_does_not_inherit_the_lock() throws Exception {
        Path path = folder.resolve("lock");
        FileLock lock = FileLock.tryAcquire(path).orElseThrow();
        Process child = new ProcessBuilder("cat").start();
        try {
            lock.close();

            assertThat(FileLock.isHeld(path)).isFalse();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_process_is_told_from_a_later_one_with_the_same_pid() throws Exception {
        Process child = new ProcessBuilder("cat").start();
        ProcessIdentity identity = ProcessIdentity.of(child.pid()).orElseThrow();
        assertThat(identity.isAlive()).isTrue();
        assertThat(new ProcessIdentity(child.pid(), identity.startTicks() + 1, identity.bootId()).isAlive())
                .isFalse();
        assertThat(new ProcessIdentity(child.pid(), identity.startTicks(), "another boot").isAlive())
                .isFalse();

        assertThat(Signal.KILL.sendTo(child.pid())).isTrue();
        child.waitFor();

        assertThat(identity.isAlive()).isFalse();
        assertThat(Signal.NONE.sendTo(child.pid())).isFalse();
    }

    @Test
    void a_stopped_process_is_told_from_one_that_waits() throws Exception {
        Process child = new ProcessBuilder("cat").start();
        try {
            ProcessIdentity identity = ProcessIdentity.of(child.pid()).orElseThrow();
            assertThat(identity.isStopped()).isFalse();

            new ProcessBuilder("kill", "-STOP", Long.toString(child.pid()))
                    .start()
                    .waitFor();

            await().atMost(Duration.ofSeconds(20)).until(identity::isStopped);
            assertThat(identity.isAlive()).isTrue();
            assertThat(new ProcessIdentity(child.pid(), identity.startTicks() + 1, identity.bootId()).isStopped())
                    .isFalse();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void signals_to_everybody_are_refused() {
        for (long pid : new long[] {-1, 0, 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> Signal.NONE.sendTo(pid)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Signal.NONE.sendToGroup(pid)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_rename_never_replaces() throws Exception {
        Path from = Files.writeString(folder.resolve("from"), "new");
        Path taken = Files.writeString(folder.resolve("taken"), "old");

        assertThatThrownBy(() -> Rename.withoutReplacing(from, taken))
                .isInstanceOfSatisfying(
                        PosixFailure.class, e -> assertThat(e.symbol()).isEqualTo("EEXIST"))
                .hasMessageContaining(taken.toString());
        assertThat(taken).hasContent("old");

        Rename.exchange(from, taken);
        assertThat(taken).hasContent("new");

        Rename.withoutReplacing(taken, folder.resolve("free"));
        assertThat(folder.resolve("free")).hasContent("new");
    }

    @Test
    void a_durable_write_is_private_replaces_the_whole_and_leaves_nothing_beside() throws Exception {
        Path file = folder.resolve("state.json");

        Durable.write(file, "first");
        Durable.write(file, "second");

        assertThat(file).hasContent("second");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void folders_are_created_with_the_mode_asked_for_whatever_the_mask() throws Exception {
        Path deep = folder.resolve("one/two");

        Durable.createFolders(deep, "rwx--x--x");
        Durable.createFolders(deep, "rwx--x--x");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)))
                .isEqualTo("rwx--x--x");
    }

    @Test
    void figures_of_a_file_system_agree_with_javas() throws Exception {
        FileSystemFigures figures = FileSystemFigures.of(folder);

        assertThat(figures.totalBytes()).isEqualTo(Files.getFileStore(folder).getTotalSpace());
        assertThat(figures.freeBytes()).isBetween(0L, figures.totalBytes());
        assertThat(figures.type()).isPositive();
    }

    @Test
    void everything_of_a_file_system_can_be_forced_to_disk() {
        Durable.syncFileSystem(folder);
        Durable.sync(folder);
    }

    @Test
    void the_mask_is_exchanged_for_the_one_before() {
        int before = Umask.set(077);
        int mine = Umask.set(before);

        assertThat(mine).isEqualTo(077);
    }

    @Test
    void a_failure_names_call_path_and_error() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> Durable.sync(missing))
                .isInstanceOf(PosixFailure.class)
                .hasMessage("open `" + missing + "`: No such file or directory (ENOENT)");
    }
}
