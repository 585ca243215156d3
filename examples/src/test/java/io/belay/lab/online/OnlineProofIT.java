package io.belay.lab.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.lab.Door;
import io.belay.lab.Lab;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.LoopVolume;
import io.belay.lab.Narrator;
import io.belay.lab.Profile;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The proof that a switch lost nothing finds whatever it could have lost. Both databases of the profile play the two sides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnlineProofIT {

    private static final String ORDERS = """
            INSERT INTO shop.orders (number, history, details, amount, slot, ordered_at)
                SELECT n, '{new}', '{}', n, 1, timestamptz '2026-01-01' FROM generate_series(1, 5) n;
            INSERT INTO shop.note (number, words) SELECT n, '{a,b}' FROM generate_series(1, 5) n
            """;

    @TempDir
    Path folder;

    private Lab lab;

    @BeforeAll
    void open() {
        LabNeeds.loopDevices();
        LabWish wish = LabWish.usual()
                .on(LoopVolume.Kind.FOLDER)
                .with(Profile.ONLINE, 1)
                .withoutPooler()
                .withoutTemporal();
        lab = Lab.open(wish, Narrator.silent());
    }

    @AfterAll
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void sameOrdersOnBothSides() throws SQLException {
        for (String database : Profile.ONLINE.databases()) {
            run(database, "TRUNCATE shop.orders, shop.note, shop.shelf, shop.line");
            run(database, "TRUNCATE shop.audit RESTART IDENTITY");
            run(database, "UPDATE shop.account SET balance = 100000 WHERE balance <> 100000");
            run(database, "SELECT setval('shop.invoice', 100000), setval('shop.countdown', 0), setval('shop.slot', 5)");
            run(database, ORDERS);
        }
    }

    @Test
    void two_sides_with_all_that_was_acknowledged_are_right() throws SQLException, IOException {
        OnlineProof proof = proof("1\n5\n");

        assertThat(proof.wrong()).isEmpty();
        assertThat(proof)
                .extracting(
                        OnlineProof::acknowledged,
                        OnlineProof::lost,
                        OnlineProof::doubled,
                        OnlineProof::unacknowledged,
                        OnlineProof::tables)
                .containsExactly(2, 0, 0, 3, 9);
    }

    @Test
    void neither_the_order_of_rows_nor_that_of_columns_matters() throws SQLException, IOException {
        run("app2", "ALTER TABLE shop.note RENAME TO before");
        run("app2", "CREATE TABLE shop.note AS SELECT words, number FROM shop.before ORDER BY number DESC");
        run("app2", "ALTER TABLE shop.note ALTER number SET NOT NULL, ALTER words SET NOT NULL");
        run("app2", "DROP TABLE shop.before");

        assertThat(proof("1\n").wrong()).isEmpty();
    }

    @Test
    void an_acknowledged_order_that_is_not_held_is_lost() throws SQLException, IOException {
        OnlineProof proof = proof("1\n6\n7\n");

        assertThat(proof.lost()).isEqualTo(2);
        assertThat(proof.wrong()).contains("app1: acknowledged and not held: 2 orders, first [6, 7]");
    }

    @Test
    void a_trigger_that_fired_again_on_the_side_that_follows_doubles() throws SQLException, IOException {
        run("app2", "INSERT INTO shop.audit (number, content) SELECT number, content FROM shop.audit WHERE number = 3");

        OnlineProof proof = proof("3\n");

        assertThat(proof.doubled()).isEqualTo(1);
        assertThat(proof.wrong()).anyMatch(wrong -> wrong.startsWith("app1: shop.audit: "));
    }

    @Test
    void a_row_without_key_that_came_twice_doubles_on_whichever_side() throws SQLException, IOException {
        run("app1", "INSERT INTO shop.note SELECT * FROM shop.note WHERE number = 4");

        assertThat(proof("4\n").doubled()).isEqualTo(1);
    }

    @Test
    void one_value_in_one_column_makes_a_table_unequal() throws SQLException, IOException {
        run("app2", "UPDATE shop.document SET body = overlay(body placing '-' from 9000) WHERE id = 17");
        try {
            assertThat(proof("1\n").wrong()).singleElement().asString().startsWith("app1: shop.document: ");
        } finally {
            run(
                    "app2",
                    "UPDATE shop.document SET body = (SELECT string_agg(md5('17/' || part), '')"
                            + " FROM generate_series(1, 300) part) WHERE id = 17");
        }
    }

    @Test
    void money_that_came_from_nowhere_is_seen_even_where_both_sides_agree() throws SQLException, IOException {
        for (String database : Profile.ONLINE.databases()) {
            run(database, "UPDATE shop.account SET balance = balance + 1 WHERE id = 1");
        }

        assertThat(proof("1\n").wrong()).contains("app1: the balances sum up to 20000001");
    }

    @Test
    void a_sequence_that_would_hand_out_numbers_again_is_behind() throws SQLException, IOException {
        run("app2", "SELECT nextval('shop.invoice'), nextval('shop.slot'), nextval('shop.countdown')");

        assertThat(proof("1\n").wrong())
                .containsExactly(
                        "app1: sequence shop.countdown stands behind its twin on the side that follows",
                        "app1: sequence shop.invoice stands behind its twin on the side that follows");
    }

    private OnlineProof proof(String acknowledged) throws SQLException, IOException {
        Path file = Files.writeString(folder.resolve("acknowledged"), acknowledged);
        return OnlineProof.of(Map.of("app1", file), this::door, unused -> door("app2"), true);
    }

    private Door door(String database) {
        return lab.cluster().door(database);
    }

    private void run(String database, String statements) throws SQLException {
        try (Sql sql = lab.cluster().open(database)) {
            for (String statement : List.of(statements.split(";", -1))) {
                sql.execute(statement);
            }
        }
    }
}
