package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Labs of other shapes than the usual one. */
class LabShapesIT {

    @BeforeEach
    void needs() {
        LabNeeds.loopDevices();
    }

    @Test
    void the_legacy_profile_on_xfs_has_large_objects_and_tables_without_key() throws SQLException, IOException {
        String id;
        LabWish wish = LabWish.usual()
                .on(LoopVolume.Kind.XFS)
                .with(Profile.ORDERS_LEGACY, 1)
                .withoutPooler()
                .withoutTemporal();
        try (Lab lab = Lab.open(wish, Narrator.silent());
                Sql sql = lab.cluster().open("legacy")) {
            id = lab.work().getFileName().toString().substring("belay-lab-".length());
            assertThat(lab.volume().driver()).isEqualTo("reflink");
            assertThat(sql.number("SELECT count(*) FROM pg_largeobject_metadata"))
                    .isEqualTo(105);
            assertThat(sql.number("SELECT count(*) FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'"))
                    .isEqualTo(1);
            assertThat(sql.number("SELECT count(*) FROM pg_class c WHERE relkind = 'r' AND relnamespace ="
                            + " 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid"
                            + " AND indisprimary)"))
                    .isEqualTo(7);
        }
        LabSweepIT.assertNothingIsLeftOf(id);
    }

    @Test
    void a_folder_will_do_where_nothing_can_be_mounted() throws SQLException {
        LabWish wish = LabWish.usual()
                .on(LoopVolume.Kind.FOLDER)
                .with(Profile.ORDERS_LEGACY, 1)
                .withoutPooler()
                .withoutTemporal();
        try (Lab lab = Lab.open(wish, Narrator.silent());
                Sql sql = lab.cluster().open("legacy")) {
            assertThat(sql.number("SELECT 1")).isOne();
            assertThat(lab.volume().image()).isEmpty();
        }
    }

    @Test
    void any_two_majors_make_a_lab() throws SQLException {
        LabWish wish = LabWish.usual().from(15, 17).withoutPooler().withoutTemporal();
        try (Lab lab = Lab.open(wish, Narrator.silent());
                Sql sql = lab.cluster().open("orders")) {
            assertThat(sql.value("SHOW server_version")).startsWith("15.");
        }
    }
}
