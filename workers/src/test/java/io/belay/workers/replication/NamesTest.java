package io.belay.workers.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.replication.Way.Direction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static final Way FORWARD = Way.firstForward();
    private static final Names NAMES = Names.ofRun("r20261121-130000-4f2a");

    @Test
    void a_usual_runs_names_can_be_read() {
        assertThat(NAMES.schema()).isEqualTo("belay_r202611211300004f2a");
        assertThat(NAMES.marker()).isEqualTo("\"belay_r202611211300004f2a\".\"marker\"");
        assertThat(NAMES.publication()).isEqualTo("belay_r202611211300004f2a");
        assertThat(NAMES.slot(FORWARD, "orders")).isEqualTo("belay_r202611211300004f2a_f1_orders");
        assertThat(NAMES.subscription(FORWARD.reversed())).isEqualTo("belay_r202611211300004f2a_b1");
    }

    @Test
    void the_names_in_a_list_are_a_runs_but_for_its_token() {
        Way back = FORWARD.reversed();
        for (String database : List.of("orders", "it's odd", "x".repeat(34), "x".repeat(35), "Größe".repeat(9))) {
            assertThat(Names.listed().slot(back, database).replace("<run in names>", NAMES.token()))
                    .isEqualTo(NAMES.slot(back, database));
        }
        assertThat(Names.listed().marker()).isEqualTo("\"belay_<run in names>\".\"marker\"");
        assertThat(Names.listed().slot(back, ListedStatement.EACH_DATABASE))
                .isEqualTo("belay_<run in names>_b1_<database in names>");
        assertThat(NAMES.slot(back, ListedStatement.EACH_DATABASE)).matches("[a-z0-9_]{1,63}");
    }

    @Test
    void each_switch_has_names_of_its_own() {
        List<Way> ways = Stream.iterate(FORWARD, Way::reversed).limit(4).toList();

        assertThat(ways.stream().map(way -> NAMES.slot(way, "shop")).toList())
                .doesNotHaveDuplicates()
                .allMatch(NAMES::areOf);
        assertThat(ways.get(2)).isEqualTo(new Way(Direction.FORWARD, 2));
    }

    @Test
    void whatever_a_database_is_called_its_slot_is_valid_and_no_other_databases() {
        List<String> databases = List.of(
                "Shop",
                "shop",
                "s h o p",
                "s_h_o_p",
                "odd '=\"name",
                "größe",
                "x".repeat(63),
                "x".repeat(62) + "y",
                "ö".repeat(31));

        List<String> slots = databases.stream()
                .map(database -> NAMES.slot(new Way(Direction.BACK, 12), database))
                .toList();

        assertThat(slots).doesNotHaveDuplicates().allMatch(slot -> slot.matches("[a-z0-9_]{1,63}"));
    }

    @Test
    void whatever_a_run_is_called_its_names_fit_and_are_no_other_runs() {
        List<String> runs =
                List.of("a", "A", "a-b", "ab", "r20261121-130000-4f2a", "r20261121-1300004f2a", "ü".repeat(90));

        List<String> names = runs.stream().map(run -> Names.ofRun(run).schema()).toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.getBytes(StandardCharsets.UTF_8).length < 40);
    }

    @Test
    void what_another_run_made_is_not_ours() {
        Names other = Names.ofRun("r20261121-130000-4f2b");

        assertThat(NAMES.areOf(other.slot(FORWARD, "shop"))).isFalse();
        assertThat(NAMES.areOf("belay")).isFalse();
        assertThat(NAMES.areOf("somebodys_slot")).isFalse();
        assertThatThrownBy(() -> new Names("a_b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Way(Direction.BACK, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_subscriptions_connection_names_a_file_and_never_holds_a_password() {
        SourceAddress address = new SourceAddress(
                "/run/o'dd",
                5432,
                "belay",
                Optional.of(java.nio.file.Path.of("/etc/belay\\x/pass")),
                java.util.Map.of("sslmode", "require"));

        assertThat(address.connection("a b", "belay_x"))
                .isEqualTo("host='/run/o\\'dd' port='5432' user='belay' dbname='a b' application_name='belay_x'"
                        + " options='-c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=3'"
                        + " passfile='/etc/belay\\\\x/pass' sslmode='require'");
        assertThatThrownBy(() -> new SourceAddress(
                        "h", 1, "u", Optional.empty(), java.util.Map.of("password", "planted-secret")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
