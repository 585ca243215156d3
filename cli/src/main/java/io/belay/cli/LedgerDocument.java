package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.client.RunDocument;
import io.belay.engine.ledger.LedgerBrief;
import java.util.Optional;

/** A cluster's ledger for programs: what {@code belay ledger -o json} prints and {@code belay review --ledger-json} reads. Stateless. */
final class LedgerDocument {

    private LedgerDocument() {}

    static ObjectNode of(String cluster, Optional<LedgerBrief> ledger) {
        ObjectNode document = Json.document("ledger");
        document.put("cluster", cluster);
        document.put("last_snapshot", ledger.map(LedgerBrief::lastSnapshot).orElse(null));
        document.put("updated", ledger.map(LedgerBrief::updated).orElse(null));
        document.put("steps_left_out", ledger.map(LedgerBrief::leftOut).orElse(0));
        ArrayNode steps = document.putArray("steps");
        ledger.ifPresent(known -> RunDocument.fill(steps, known));
        return document;
    }
}
