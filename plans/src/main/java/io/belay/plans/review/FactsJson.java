package io.belay.plans.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.review.ReviewFacts.Approval;
import io.belay.plans.review.ReviewFacts.Fact;
import io.belay.plans.review.ReviewFacts.Failing;
import io.belay.plans.review.ReviewFacts.Finding;
import io.belay.plans.review.ReviewFacts.Rehearsals;
import io.belay.plans.review.ReviewFacts.StepTime;
import java.time.Duration;
import java.util.Optional;

/**
 * Facts for a review as JSON: of their own form, of a saved plan, of what {@code belay ledger -o json} prints. Missing members are
 * unknown, further ones are passed over. Stateless.
 */
public final class FactsJson {

    private FactsJson() {}

    public static boolean isSavedPlan(JsonNode json) {
        return SavedPlanFacts.isOne(json);
    }

    /**
     * @param saved a saved plan, or the facts of a review alone
     * @throws IllegalArgumentException naming the member, when one has another shape
     */
    public static ReviewFacts saved(JsonNode saved) {
        Members.requireObject(saved, "the file");
        if (SavedPlanFacts.isOne(saved)) {
            return SavedPlanFacts.of(saved);
        }
        String probed = Members.text(saved, "probed_at");
        return new ReviewFacts(
                probed.isEmpty() ? Optional.empty() : Optional.of(Members.instant(probed)),
                Members.text(saved, "plan_hash"),
                Members.text(saved, "facts_hash"),
                Members.list(
                        saved, "world", node -> new Fact(Members.text(node, "subject"), Members.text(node, "value"))),
                Members.list(saved, "times", FactsJson::time),
                rehearsals(saved.path("rehearsals")),
                Members.list(saved, "failing", node -> failing(node, "since")),
                Members.list(saved, "findings", FactsJson::finding),
                Members.list(saved, "approvals", FactsJson::approval),
                Members.texts(saved, "assumptions"),
                Members.texts(saved, "unknowns"));
    }

    /**
     * @param ledger what {@code belay ledger CLUSTER -o json} printed
     * @param plan steps of other plans are passed over
     * @throws IllegalArgumentException naming the member, when one has another shape
     */
    public static ReviewFacts ledger(JsonNode ledger, String plan) {
        return LedgerFacts.of(ledger, plan);
    }

    /** What {@link #saved} reads. */
    public static ObjectNode write(ReviewFacts facts) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        facts.probedAt().ifPresent(at -> root.put("probed_at", at.toString()));
        root.put("plan_hash", facts.planHash());
        root.put("facts_hash", facts.factsHash());
        ArrayNode world = root.putArray("world");
        facts.world()
                .forEach(
                        fact -> world.addObject().put("subject", fact.subject()).put("value", fact.value()));
        ArrayNode times = root.putArray("times");
        facts.times().forEach(time -> write(times.addObject(), time));
        facts.rehearsals()
                .ifPresent(green -> root.putObject("rehearsals")
                        .put("snapshot", green.snapshot())
                        .put("at", green.at())
                        .put("since", green.since()));
        ArrayNode failing = root.putArray("failing");
        facts.failing()
                .forEach(step -> failing.addObject()
                        .put("step", step.step())
                        .put("code", step.code())
                        .put("since", step.since())
                        .put("error", step.error()));
        ArrayNode findings = root.putArray("findings");
        facts.findings().forEach(finding -> write(findings.addObject(), finding));
        ArrayNode approvals = root.putArray("approvals");
        facts.approvals()
                .forEach(approval -> approvals
                        .addObject()
                        .put("step", approval.step())
                        .put("person", approval.person())
                        .put("at", approval.at())
                        .put("statement", approval.statement()));
        ArrayNode assumptions = root.putArray("assumptions");
        facts.assumptions().forEach(assumptions::add);
        ArrayNode unknowns = root.putArray("unknowns");
        facts.unknowns().forEach(unknowns::add);
        return root;
    }

    private static void write(ObjectNode node, StepTime time) {
        node.put("step", time.step()).put("milliseconds", time.last().toMillis());
        time.median().ifPresent(median -> node.put("median_milliseconds", median.toMillis()));
        node.put("count", time.count());
    }

    private static void write(ObjectNode node, Finding finding) {
        node.put("code", finding.code())
                .put("severity", finding.severity())
                .put("object", finding.object())
                .put("statement", finding.statement())
                .put("remedy", finding.remedy());
    }

    static StepTime time(JsonNode node) {
        Optional<Duration> median = node.has("median_milliseconds")
                ? Optional.of(Members.duration(node, "median_milliseconds"))
                : Optional.empty();
        return new StepTime(
                Members.text(node, "step"),
                Members.duration(node, "milliseconds"),
                median,
                node.path("count").asInt(0));
    }

    private static Optional<Rehearsals> rehearsals(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        Members.requireObject(node, "rehearsals");
        return Optional.of(
                new Rehearsals(Members.text(node, "snapshot"), Members.text(node, "at"), Members.text(node, "since")));
    }

    static Failing failing(JsonNode node, String since) {
        return new Failing(
                Members.text(node, "step"),
                Members.text(node, "code"),
                Members.text(node, since),
                Members.text(node, "error"));
    }

    private static Finding finding(JsonNode node) {
        return new Finding(
                Members.text(node, "code"),
                Members.text(node, "severity"),
                Members.text(node, "object"),
                Members.text(node, "statement"),
                Members.text(node, "remedy"));
    }

    private static Approval approval(JsonNode node) {
        return new Approval(
                Members.text(node, "step"),
                Members.text(node, "person"),
                Members.text(node, "at"),
                Members.text(node, "statement"));
    }
}
