package io.belay.engine.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.engine.activity.EvidenceDesk;
import io.belay.engine.activity.FactsQuestion;
import io.belay.engine.activity.HostDesk;
import io.belay.engine.activity.Snapshots;
import io.belay.engine.activity.TesterClones;
import io.belay.engine.evidence.EvidenceHead;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Passes the question on, and says clearly why there is no answer. */
public final class HostRequestWorkflow implements HostRequest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public JsonNode ask(HostQuestion question) {
        try {
            return MAPPER.valueToTree(answer(question));
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof ApplicationFailure refusal) {
                throw ApplicationFailure.newNonRetryableFailure(
                        refusal.getOriginalMessage(), REFUSED, Misfire.code(refusal));
            }
            throw ApplicationFailure.newNonRetryableFailure(
                    Misfire.silence(question.host(), failure.getCause()), NO_WORKER);
        }
    }

    private static List<EvidenceHead> heads(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException notHeads) {
            throw ApplicationFailure.newNonRetryableFailure("the question names no heads of a chain", REFUSED);
        }
    }

    private static Object answer(HostQuestion question) {
        ActivityOptions options = Times.request(question.host(), Duration.ofSeconds(question.patienceSeconds()), LIMIT);
        HostDesk desk = Workflow.newActivityStub(HostDesk.class, options);
        Snapshots snapshots = Workflow.newActivityStub(Snapshots.class, options);
        TesterClones clones = Workflow.newActivityStub(TesterClones.class, options);
        EvidenceDesk evidence = Workflow.newActivityStub(EvidenceDesk.class, options);
        String cluster = question.cluster();
        return switch (question.kind()) {
            case ANNOUNCE -> desk.announce();
            case LIST_SNAPSHOTS -> snapshots.list(cluster);
            case TAKE_SNAPSHOT -> snapshots.take(cluster, question.subject(), question.person());
            case PRUNE -> snapshots.prune(cluster, question.amount());
            case READ -> desk.read(cluster, question.subject(), question.name(), question.offset(), question.amount());
            case CREATE_CLONE -> clones.create(cluster, question.subject(), question.name(), question.person());
            case LIST_CLONES -> clones.list(cluster);
            case DROP_CLONE -> clones.drop(cluster, question.name());
            case GATHER_FACTS -> desk.facts(new FactsQuestion(cluster, question.subject(), question.amount() > 0));
            case VERIFY_EVIDENCE -> evidence.verify(cluster, question.subject(), heads(question.name()));
            case LIST_REHEARSALS -> evidence.rehearsals(cluster);
        };
    }
}
