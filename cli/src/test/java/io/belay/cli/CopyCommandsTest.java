package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Snapshots, clones and guards. */
class CopyCommandsTest {

    private final CommandHarness belay = new CommandHarness();

    @Test
    void snapshots_are_listed_with_who_holds_them() {
        belay.desk.snapshots.add(Samples.snapshot(Samples.S2, "2026-11-21T11:00:00Z", List.of("run r-7f3a")));
        belay.desk.snapshots.add(Samples.snapshot(Samples.S3, "2026-11-21T12:00:00Z", List.of()));

        Golden.assertSame(
                "snapshots",
                belay.run("snapshots", "db1/orders").transcript()
                        + belay.run("snapshots", "db1/orders", "--take").transcript()
                        + belay.run("snapshots", "db1/orders", "-o", "json").transcript());
    }

    @Test
    void a_clone_says_how_long_it_took_how_to_connect_and_what_is_open() {
        belay.desk.clones.add(Samples.cloned());

        Golden.assertSame(
                "clone",
                belay.run("clone", "db1/orders").transcript()
                        + belay.run("clone", "list", "db1/orders").transcript()
                        + belay.run("clone", "connect", "db1/orders", "dba").transcript()
                        + belay.run("clone", "connect", "db1/orders", "other").transcript()
                        + belay.run("clone", "drop", "db1/orders", "dba").transcript()
                        + belay.run("clone").transcript());
        assertThat(belay.desk.calls).containsExactly("clone dba of db1/orders on '' by dba", "drop dba of db1/orders");
    }

    @Test
    void a_word_that_names_no_cluster_is_refused_before_anything_is_asked() {
        var outcome = belay.run("snapshots", "orders");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("BLY-4110").contains("host/name");
        assertThat(belay.asked).isEmpty();
    }

    @Test
    void unguard_says_whether_there_was_a_guard() {
        belay.desk.guards.add(Samples.guard());

        assertThat(belay.run("unguard", "db1/orders").out()).contains("no longer guarded");
        assertThat(belay.run("unguard", "db1/orders").out()).contains("was not guarded");
    }
}
