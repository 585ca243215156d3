package io.belay.lab.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.lab.run.Unification.Noted;
import java.util.ArrayList;
import java.util.List;

/** Reads what a run noted of the programs that it started, {@code commands.jsonl} in its evidence. */
final class NotedCommands {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private NotedCommands() {}

    static List<Noted> programs(String text) {
        return text.lines()
                .map(NotedCommands::line)
                .filter(line -> line.has("arguments"))
                .map(NotedCommands::program)
                .toList();
    }

    private static Noted program(JsonNode line) {
        List<String> words = new ArrayList<>(List.of(line.path("account").asText()));
        line.path("arguments").forEach(argument -> words.add(argument.asText()));
        return new Noted(line.path("step").asText(), words);
    }

    private static JsonNode line(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(line, notJson);
        }
    }
}
