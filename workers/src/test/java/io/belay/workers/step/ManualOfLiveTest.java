package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.workers.clients.ClientLook;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.preflight.Preflight;
import io.belay.workers.preflight.Promotion;
import io.belay.workers.replication.Names;
import io.belay.workers.storage.Capabilities.Consistency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManualOfLiveTest {

    /** As the manual writes a run's. */
    private static final Names NAMES = new Names("run");

    @Test
    void the_manual_lists_whatever_a_component_lists_for_live() throws IOException {
        String manual = oneLine(page());

        List<String> missing = Stream.of(
                        SnapshotTaking.statements(Consistency.ATOMIC, 17),
                        SnapshotTaking.statements(Consistency.BACKUP_MODE, 13),
                        SnapshotTaking.statements(Consistency.BACKUP_MODE, 17),
                        JdbcServer.statements("postgres"),
                        new Preflight(new Promotion(true, true)).statements(),
                        ClientLook.statements(),
                        PromoteSessions.statements(),
                        PublishStep.statements(NAMES),
                        PublishStep.statementsOfUndo(NAMES),
                        FollowStep.statements(NAMES),
                        WarmUpList.statements(),
                        RehearsePromoteStep.statements())
                .flatMap(List::stream)
                .map(ListedStatement::sql)
                .filter(sql -> !manual.contains(oneLine(sql)))
                .toList();

        assertThat(missing).isEmpty();
    }

    private static String page() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path page = here.resolve("docs/manual/live.md");
        return Files.readString(
                Files.exists(page) ? page : here.resolveSibling("docs").resolve("manual/live.md"));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
