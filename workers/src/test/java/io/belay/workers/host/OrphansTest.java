package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.posix.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphansTest {

    @TempDir
    private Path journal;

    @Test
    void what_runs_what_ended_unseen_and_what_vanished_are_told_apart_and_the_rest_is_not_told() throws IOException {
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        started("r1", "upgrade", self);
        Files.writeString(started("r2", "upgrade", self).resolve("rc"), "0\n");
        started("r3", "upgrade", new ProcessIdentity(self.pid(), self.startTicks() + 1, self.bootId()));
        Files.writeString(started("r4", "seen", self).resolve("done.json"), "{}");
        Files.createDirectories(journal.resolve("r5/never/1/pg_upgrade"));
        Files.writeString(Files.createDirectories(journal.resolve("r6/upgrade")).resolve("fence"), "1 1\n");

        assertThat(Orphans.in(journal))
                .containsExactly(
                        "`pg_upgrade` of step `upgrade`, run r1, epoch 1 runs on without a worker; the next attempt of its run"
                                + " adopts it",
                        "`pg_upgrade` of step `upgrade`, run r2, epoch 1 ended while no worker looked; the next attempt of its"
                                + " run reads how",
                        "`pg_upgrade` of step `upgrade`, run r3, epoch 1 vanished without an exit code; the next attempt of its"
                                + " run looks what became of it");
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    private Path started(String run, String step, ProcessIdentity process) throws IOException {
        Path launch = Files.createDirectories(journal.resolve(run).resolve(step).resolve("1/pg_upgrade"));
        Files.writeString(
                launch.resolve("started"),
                "pid=" + process.pid() + "\nstart=" + process.startTicks() + "\nboot=" + process.bootId()
                        + "\nwrapper=2\n");
        return launch;
    }
}
