package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.client.RunDocument;
import java.util.List;

/** Runs as documents of commands. Stateless. */
final class RunJson {

    private RunJson() {}

    static ObjectNode run(RunView run) {
        ObjectNode document = Json.document("run");
        RunDocument.fill(document, run.observed());
        return document;
    }

    static ObjectNode runs(List<RunView> runs) {
        ObjectNode document = Json.document("runs");
        ArrayNode array = document.putArray("runs");
        runs.forEach(run -> RunDocument.fill(array.addObject(), run.observed()));
        return document;
    }
}
