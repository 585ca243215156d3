package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionFileTest {

    @TempDir
    private Path folder;

    @Test
    void nothing_is_decided_at_first() {
        assertThat(new DecisionFile(folder).standing()).isEmpty();
    }

    @Test
    void the_first_one_wins_and_the_other_is_told_so() throws Exception {
        DecisionFile file = new DecisionFile(folder);

        assertThat(file.claim(Decision.UNDO)).isEqualTo(Decision.UNDO);
        assertThat(file.claim(Decision.COMMIT)).isEqualTo(Decision.UNDO);
        assertThat(folder.resolve("decision")).hasContent("undo");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("decision"));
        }
    }

    @Test
    void of_many_at_once_all_learn_the_same() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Decision>> claims = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Decision wanted = i % 2 == 0 ? Decision.COMMIT : Decision.UNDO;
                claims.add(() -> new DecisionFile(folder).claim(wanted));
            }
            List<Decision> told = new ArrayList<>();
            for (Future<Decision> one : threads.invokeAll(claims)) {
                told.add(one.get());
            }

            assertThat(told).containsOnly(new DecisionFile(folder).standing().orElseThrow());
        } finally {
            threads.shutdownNow();
        }
    }
}
