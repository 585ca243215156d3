package io.belay.workers.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The manual lists every statement that is sent to live, word by word. */
class StatementsDocumentedTest {

    @Test
    void every_statement_stands_in_the_manual_and_only_reads() throws IOException, IllegalAccessException {
        String manual = Files.readString(Path.of("..", "docs", "manual", "init.md"));
        for (Field field : LiveQuestions.class.getDeclaredFields()) {
            String statement = String.valueOf(field.get(null));
            assertThat(statement).startsWith("SELECT ");
            assertThat(manual).as(field.getName()).contains(statement);
        }
    }
}
