package io.belay.workers.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.RunReference;
import io.belay.engine.evidence.ChainWords;
import io.belay.engine.evidence.Conclusion;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.workers.evidence.Entry;
import io.belay.workers.evidence.RunEvidence;
import java.util.Locale;
import java.util.Optional;

/** The last line of a run's evidence, written and read. Stateless. */
final class ConclusionLine {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ConclusionLine() {}

    /** Once for each end that is told: a run that lets old live go has its own in the evidence of the one that crossed. */
    static EvidenceHead append(RunEvidence evidence, RunReference run, Conclusion conclusion) {
        ObjectNode data = MAPPER.createObjectNode()
                .put("phase", conclusion.phase())
                .put("note", conclusion.note())
                .put("problem", conclusion.problem())
                .put("started_at", conclusion.startedAt())
                .put("ended_at", conclusion.endedAt())
                .put("crossed_at", conclusion.crossedAt())
                .put("held_milliseconds", conclusion.heldMilliseconds());
        data.set("steps", MAPPER.valueToTree(conclusion.steps()));
        conclusion.learned().ifPresent(entry -> data.set("ledger", MAPPER.valueToTree(entry)));
        String what = "the run ended: " + conclusion.phase().toLowerCase(Locale.ROOT);
        return evidence.sealOnce(
                new Entry(ChainWords.END, "", what, data),
                line -> line.is(ChainWords.END)
                        && line.data().path("ended_at").asText().equals(conclusion.endedAt()));
    }

    /** What the ledger of this cluster learns from such a line. */
    static Optional<LedgerEntry> learned(JsonNode data, String cluster) {
        JsonNode entry = data.path("ledger");
        if (!entry.isObject() || !entry.path("cluster").asText().equals(cluster)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.convertValue(entry, LedgerEntry.class));
        } catch (IllegalArgumentException byAnotherVersion) {
            return Optional.empty();
        }
    }
}
