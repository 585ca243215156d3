package io.belay.workers.host;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.evidence.ChainWords;
import io.belay.engine.evidence.Told;
import io.belay.workers.evidence.Entry;
import io.belay.workers.evidence.RunEvidence;
import java.nio.file.Files;
import java.util.List;

/** Writes down what came with a request: the plan, and what people decided. Stateless. */
final class Announced {

    /** The plan's canonical text in the run's evidence: its SHA-256 is the plan's hash. */
    static final String PLAN = "plan.json";

    private Announced() {}

    static void note(RunEvidence evidence, StepRequest request, String host, String version) {
        if (!request.plan().isEmpty() && !Files.exists(evidence.folder().resolve(PLAN))) {
            evidence.write("", PLAN, request.plan());
        }
        note(evidence, request.run(), request.told(), host, version);
    }

    /** Each once, by the run that it belongs to and its number: requests repeat what may not have arrived. */
    static void note(RunEvidence evidence, RunReference run, List<Told> told, String host, String version) {
        for (Told one : told) {
            ObjectNode data = data(one, run);
            if (one.kind().equals(Told.START)) {
                data.put("host", host).put("belay", version);
            }
            evidence.record()
                    .appendOnce(
                            new Entry(ChainWords.DECISION, one.step(), sentence(one, run), data),
                            line -> line.is(ChainWords.DECISION)
                                    && line.data().path("number").asInt() == one.number()
                                    && line.data().path("at").asText().equals(one.at()));
        }
    }

    private static ObjectNode data(Told one, RunReference run) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("number", one.number())
                .put("decision", one.kind())
                .put("step", one.step())
                .put("by", one.by())
                .put("reason", one.reason())
                .put("at", one.at())
                .put("cluster", run.cluster())
                .put("plan", run.plan())
                .put("plan_sha256", one.planHash())
                .put("facts_sha256", one.factsHash())
                .put("rehearsal", run.rehearsal())
                .put("snapshot", run.snapshot());
    }

    private static String sentence(Told one, RunReference run) {
        if (one.kind().equals(Told.START)) {
            return one.by() + " asked for " + (run.rehearsal() ? "a rehearsal" : "an upgrade") + " of " + run.cluster()
                    + " by plan " + run.plan();
        }
        return one.by() + " decided: " + one.kind() + (one.reason().isEmpty() ? "" : " (" + one.reason() + ")");
    }
}
