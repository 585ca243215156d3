package io.belay.workers.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.evidence.ChainLine;
import io.belay.engine.evidence.ChainWords;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.workers.evidence.Entry;
import io.belay.workers.step.StepContext;
import java.time.Duration;
import java.util.TreeMap;

/**
 * Writes each answer into the run's evidence before it leaves, with whatever the verb has left there, and gives it the head that
 * vouches for all of it. Stateless.
 */
final class NotedAnswers {

    private NotedAnswers() {}

    /** @param took how long this attempt was at it */
    static StepResult noted(StepContext context, String verb, StepResult answer, Duration took) {
        if (tellsNothing(verb, answer)) {
            // A forced line costs some milliseconds, and a plan asks dozens of such questions.
            return answer.withHead(context.evidence().record().head());
        }
        return answer.withHead(context.evidence().seal(entry(context, verb, answer, took)));
    }

    private static boolean tellsNothing(String verb, StepResult answer) {
        return (verb.equals("probe") || verb.equals("prepare"))
                && answer.outcome() == StepResult.Outcome.SUCCEEDED
                && answer.findings().isEmpty()
                && answer.facts().isEmpty();
    }

    /** For an answer that was kept: another attempt may have come as far as writing it. */
    static StepResult notedOnce(StepContext context, String verb, StepResult answer) {
        Entry entry = entry(context, verb, answer, Duration.ZERO);
        EvidenceHead head = context.evidence().sealOnce(entry, line -> isOf(line, context, verb));
        return answer.withHead(head);
    }

    private static boolean isOf(ChainLine.Content line, StepContext context, String verb) {
        return line.is(ChainWords.ANSWER)
                && line.step().equals(context.request().stepId())
                && line.data().path("verb").asText().equals(verb)
                && line.data().path("epoch").asInt() == context.request().epoch();
    }

    private static Entry entry(StepContext context, String verb, StepResult answer, Duration took) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("verb", verb)
                .put("epoch", context.request().epoch())
                .put("outcome", answer.outcome().name())
                .put("milliseconds", took.toMillis());
        put(data, "kind", context.request().kind());
        put(data, "code", answer.code());
        put(data, "remedy", answer.remedy());
        put(data, "evidence", answer.evidence());
        if (!answer.facts().isEmpty()) {
            ObjectNode facts = data.putObject("facts");
            new TreeMap<>(answer.facts()).forEach(facts::put);
        }
        if (!answer.findings().isEmpty()) {
            ArrayNode findings = data.putArray("findings");
            answer.findings().forEach(finding -> put(findings.addObject(), finding));
        }
        return new Entry(
                ChainWords.ANSWER,
                context.request().stepId(),
                verb + " " + context.request().epoch() + ": " + answer.summary(),
                data);
    }

    private static void put(ObjectNode data, FindingReport finding) {
        put(data, "code", finding.code());
        put(data, "severity", finding.severity());
        put(data, "object", finding.object());
        put(data, "statement", finding.statement());
    }

    private static void put(ObjectNode data, String name, String text) {
        if (!text.isEmpty()) {
            data.put(name, text);
        }
    }
}
