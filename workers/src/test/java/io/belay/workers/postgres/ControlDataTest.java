package io.belay.workers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

public class ControlDataTest {

    /** Printed by 13.16, shortened. */
    public static final String OF_13 = """
            pg_control version number:            1300
            Catalog version number:               202007201
            Database system identifier:           7710598736550680295
            Database cluster state:               shut down
            pg_control last modified:             Sat Nov 21 12:21:07 2026
            Latest checkpoint location:           0/15CEAB8
            Latest checkpoint's REDO location:    0/15CEA80
            Latest checkpoint's TimeLineID:       3
            wal_level setting:                    logical
            max_connections setting:              42
            max_worker_processes setting:         8
            max_wal_senders setting:              10
            max_prepared_xacts setting:           5
            max_locks_per_xact setting:           64
            track_commit_timestamp setting:       off
            Maximum data alignment:               8
            Database block size:                  8192
            Blocks per segment of large relation: 131072
            WAL block size:                       8192
            Bytes per WAL segment:                16777216
            Data page checksum version:           1
            """;

    @Test
    void every_fact_that_an_upgrade_needs_is_read() {
        ControlData control = ControlData.parse(OF_13);

        assertThat(control.systemIdentifier()).isEqualTo("7710598736550680295");
        assertThat(control.controlVersion()).isEqualTo(1300);
        assertThat(control.catalogVersion()).isEqualTo("202007201");
        assertThat(control.isShutDown()).isTrue();
        assertThat(control.checkpoint()).hasToString("0/15CEAB8");
        assertThat(control.redo()).hasToString("0/15CEA80");
        assertThat(control.timeline()).isEqualTo(3);
        assertThat(control.blockBytes()).isEqualTo(8192);
        assertThat(control.segmentBlocks()).isEqualTo(131072);
        assertThat(control.walSegmentBytes()).isEqualTo(16777216);
        assertThat(control.hasChecksums()).isTrue();
        assertThat(control.maxPreparedTransactions()).isEqualTo(5);
        assertThat(control.walLevel()).isEqualTo("logical");
    }

    @Test
    void a_running_or_crashed_server_is_not_shut_down() {
        ControlData control = ControlData.parse(OF_13.replace("shut down", "in production"));

        assertThat(control.isShutDown()).isFalse();
        assertThat(control.state()).isEqualTo(ControlData.State.IN_PRODUCTION);
    }

    @Test
    void what_is_no_control_data_is_refused_instead_of_guessed() {
        assertThatThrownBy(() -> ControlData.parse("pg_controldata: fatal: could not open file"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ControlData.parse(OF_13.replace("shut down", "heruntergefahren")))
                .hasMessageContaining("heruntergefahren");
    }
}
