package io.belay.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.evidence.ChainLine.Content;
import io.belay.plans.review.RunAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the chain says of one step: the newest answer to each verb counts. One thread only. */
final class StepStory {

    private static final String SUCCEEDED = "SUCCEEDED";

    private final String id;
    private final Map<String, String> facts = new TreeMap<>();
    private String kind = "";
    private String said = "";
    private String proven = "";
    private List<RunAccount.Finding> findings = List.of();

    StepStory(String id) {
        this.id = id;
    }

    String kind() {
        return kind;
    }

    void heard(Content line) {
        JsonNode data = line.data();
        String verb = RunStory.text(data, "verb");
        String words = line.what().substring(line.what().indexOf(':') + 1).strip();
        boolean succeeded = RunStory.text(data, "outcome").equals(SUCCEEDED);
        kind = RunStory.text(data, "kind").isEmpty() ? kind : RunStory.text(data, "kind");
        switch (verb) {
            case "run", "undo" -> said = words;
            case "verify" -> proven = words;
            case "probe", "prepare", "inspect" -> said = succeeded ? said : words;
            default -> {
                // Of the candidate as a whole.
            }
        }
        if (data.has("findings")) {
            findings = found(data.path("findings"));
        }
        if (succeeded && !verb.equals("undo")) {
            data.path("facts")
                    .properties()
                    .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        }
    }

    private static List<RunAccount.Finding> found(JsonNode list) {
        List<RunAccount.Finding> found = new ArrayList<>();
        list.forEach(finding -> found.add(new RunAccount.Finding(
                RunStory.text(finding, "code"),
                RunStory.text(finding, "severity"),
                RunStory.text(finding, "object"),
                RunStory.text(finding, "statement"))));
        return found;
    }

    /** @param end what the run's end says of the step */
    RunAccount.Step ended(JsonNode end) {
        return step(
                RunStory.text(end, "status").toLowerCase(Locale.ROOT),
                RunStory.text(end, "note"),
                end.path("milliseconds").asLong(),
                end.path("launches").asInt(),
                RunStory.text(end, "waypoint"));
    }

    RunAccount.Step unended() {
        return step("unknown", "", 0, 0, "");
    }

    private RunAccount.Step step(String status, String note, long milliseconds, int launches, String waypoint) {
        return new RunAccount.Step(
                id, kind, status, note, milliseconds, launches, waypoint, said, proven, facts, findings);
    }
}
