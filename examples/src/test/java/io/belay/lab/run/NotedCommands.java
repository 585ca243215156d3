package io.belay.lab.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.lab.run.Unification.Noted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a run noted of the programs that it started and the statements that it sent, {@code commands.jsonl} in its evidence. */
final class NotedCommands {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private NotedCommands() {}

    static List<Noted> all(String text) {
        return text.lines()
                .map(NotedCommands::line)
                .flatMap(NotedCommands::noted)
                .toList();
    }

    private static Stream<Noted> noted(JsonNode line) {
        String step = line.path("step").asText();
        if (line.has("arguments")) {
            List<String> words = new ArrayList<>(List.of(line.path("account").asText()));
            line.path("arguments").forEach(argument -> words.add(argument.asText()));
            return Stream.of(new Noted(step, words));
        }
        String where = line.path("where").asText();
        return singles(line.path("sql").asText()).map(sql -> new Noted(step, List.of(Unification.SQL, where, sql)));
    }

    /** The states of many sequences are read by one statement, which is listed for one of them. */
    private static Stream<String> singles(String sql) {
        return sql.contains("::text AS sequence, last_value")
                ? Stream.of(sql.split("\\sUNION ALL ", -1))
                : Stream.of(sql);
    }

    private static JsonNode line(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(line, notJson);
        }
    }
}
