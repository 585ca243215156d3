package io.belay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run of Belay put to its servers, written down for a script that puts the same to them. */
final class RunStatements {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String MIRROR = "--dbname=dbname='belay_mirror_";

    private final List<JsonNode> noted;

    private RunStatements(List<JsonNode> noted) {
        this.noted = noted;
    }

    /** @param commands {@code commands.jsonl} of the run's evidence */
    static RunStatements of(Path commands) throws IOException {
        List<JsonNode> noted = new ArrayList<>();
        for (String line : Files.readAllLines(commands)) {
            noted.add(MAPPER.readTree(line));
        }
        return new RunStatements(noted);
    }

    /**
     * One file for each step, server and database: {@code STEP.SERVER.DATABASE.sql}. The one parameter that statements of a rehearsal
     * take is a role's name.
     */
    void write(Path folder) throws IOException {
        Map<String, StringBuilder> files = new LinkedHashMap<>();
        for (JsonNode note : noted) {
            if (note.has("sql")) {
                String name = note.path("step").asText() + "."
                        + note.path("where").asText().replace(' ', '.') + ".sql";
                files.computeIfAbsent(name, first -> new StringBuilder())
                        .append(note.path("sql").asText().replace("= ?", "= 'postgres'"))
                        .append(";\n");
            }
        }
        Files.createDirectories(folder);
        for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** Databases whose schema was restored once more under new, each as {@code DATABASE:MIRROR}. */
    List<String> mirrored() {
        List<String> mirrored = new ArrayList<>();
        for (JsonNode note : noted) {
            String arguments = note.path("arguments").toString();
            int at = arguments.indexOf(MIRROR);
            if (at >= 0 && arguments.contains("/psql\"")) {
                String number =
                        arguments.substring(at + MIRROR.length(), arguments.indexOf('\'', at + MIRROR.length()));
                mirrored.add(dumped(number) + ":belay_mirror_" + number);
            }
        }
        return mirrored;
    }

    private String dumped(String number) {
        return noted.stream()
                .map(note -> note.path("arguments").toString())
                .filter(arguments ->
                        arguments.contains("/schema-" + number + "-old.sql") && arguments.contains("/pg_dump\""))
                .map(arguments -> arguments.replaceAll(".*--dbname=dbname='([^']*)'.*", "$1"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no dump of what mirror " + number + " restores"));
    }
}
