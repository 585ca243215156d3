package io.belay.web.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.client.RunDocument;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.web.live.Known;
import java.util.List;

/** The page's knowledge for programs; each document says when it was read, and whether that is the newest. Stateless. */
final class Documents {

    static final String FORMAT_VERSION = "1.0";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Documents() {}

    static String runs(Known<List<ObservedRun>> known) {
        ObjectNode document = document("runs", known);
        ArrayNode array = document.putArray("runs");
        known.value().ifPresent(runs -> runs.forEach(run -> RunDocument.fill(array.addObject(), run)));
        return text(document);
    }

    static String run(Known<ObservedRun> known) {
        ObjectNode document = document("run", known);
        known.value().ifPresent(run -> RunDocument.fill(document, run));
        return text(document);
    }

    static String ledger(String cluster, Known<LedgerBrief> known) {
        ObjectNode document = document("ledger", known).put("cluster", cluster);
        ArrayNode array = document.putArray("steps");
        known.value().ifPresent(ledger -> {
            document.put("updated", ledger.updated());
            document.put("steps_left_out", ledger.leftOut());
            RunDocument.fill(array, ledger);
        });
        return text(document);
    }

    static String snapshots(String cluster, Known<List<SnapshotReport>> known) {
        ObjectNode document = document("snapshots", known).put("cluster", cluster);
        ArrayNode array = document.putArray("snapshots");
        known.value().ifPresent(list -> list.forEach(snapshot -> fill(array.addObject(), snapshot)));
        return text(document);
    }

    static String error(String what) {
        return text(MAPPER.createObjectNode()
                .put("format_version", FORMAT_VERSION)
                .put("kind", "error")
                .put("what", what));
    }

    private static ObjectNode document(String kind, Known<?> known) {
        return MAPPER.createObjectNode()
                .put("format_version", FORMAT_VERSION)
                .put("kind", kind)
                .put("read_at", known.at().toString())
                .put("stale", known.isStale())
                .put("stale_because", known.failure());
    }

    private static void fill(ObjectNode object, SnapshotReport snapshot) {
        object.put("id", snapshot.id());
        object.put("taken_at", snapshot.takenAt());
        object.put("state", snapshot.state());
        object.put("consistency", snapshot.consistency());
        object.put("storage_milliseconds", snapshot.storageMilliseconds());
        object.put("pinned", snapshot.pinned());
        ArrayNode users = object.putArray("used_by");
        snapshot.usedBy().forEach(users::add);
    }

    private static String text(ObjectNode document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }
}
