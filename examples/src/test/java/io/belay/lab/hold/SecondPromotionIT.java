package io.belay.lab.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.PostgresMajors;
import io.belay.lab.Proof;
import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 13 to 15, 15 to 17 behind it with the same host's file, and the end of both that were live before. */
class SecondPromotionIT {

    @Test
    void behind_a_promotion_comes_another_and_both_old_ones_can_be_retired() throws IOException, SQLException {
        LabNeeds.loopDevices();
        try (PromotionGround ground = PromotionGround.open(LabWish.usual().from(13, 15))) {
            Path host = hostWith17(ground);
            assertCrosses(new StepBench(host, plan(ground, "first", 13, 15), PromotionGround.RUN), "promote");
            ground.awaitProgress(ground.load().seen().acknowledged());

            StepBench second = new StepBench(host, plan(ground, "second", 15, 17), "r2");
            for (String kind : List.of("snapshot", "clone", "pg_upgrade", "promote")) {
                assertCrosses(second, kind);
            }
            ground.awaitProgress(ground.load().seen().acknowledged());
            assertCrosses(new StepBench(host, plan(ground, "first", 13, 15), PromotionGround.RUN), "retire");
            assertCrosses(second, "retire");
            ground.awaitProgress(ground.load().seen().acknowledged());

            assertThat(ground.load().stop().failures()).isEmpty();
            try (Sql sql = Sql.open(ground.lab().pooler().door("orders", "app"))) {
                assertThat(sql.number("SELECT current_setting('server_version_num')::int / 10000"))
                        .isEqualTo(17);
                Proof proof = Proof.of(ground.lab().acknowledgements(), sql);
                assertThat(proof.nothingLost()).as(proof.toString()).isTrue();
            }
            assertThat(ground.lab().cluster().dataDirectory()).doesNotExist();
            assertThat(ground.lab().targetDataDirectory()).doesNotExist();
        }
    }

    private static void assertCrosses(StepBench bench, String kind) {
        StepResult result = bench.carryOut(kind, 1);
        assertThat(result.outcome()).as(kind + " " + result).isEqualTo(Outcome.SUCCEEDED);
    }

    private static Path hostWith17(PromotionGround ground) throws IOException {
        Path bin = PostgresMajors.onThisMachine(sentence -> {}).bin(17);
        Path data = ground.lab().volume().path().resolve("orders-17/17/data");
        String text = Files.readString(ground.lab().hostConfiguration())
                .replace("postgres:\n", "postgres:\n  - {version: 17, bin: " + bin + "}\n")
                .replace("    targets:\n", "    targets:\n      17: {data_directory: " + data + ", port: 5434}\n");
        Path host = ground.lab().hostConfiguration().resolveSibling("both.yaml");
        Files.writeString(host, text);
        Files.setPosixFilePermissions(host, PosixFilePermissions.fromString("rw-------"));
        return host;
    }

    private static Path plan(PromotionGround ground, String name, int from, int to) throws IOException {
        Path plan = ground.plan(name, "budget: {hold: 1m}\n");
        String text = Files.readString(plan)
                .replace("orders, version: 13}", "orders, version: " + from + "}")
                .replace("target: {version: 15}", "target: {version: " + to + "}");
        return Files.writeString(plan, text + "  - retire: {after: 0s}\n");
    }
}
