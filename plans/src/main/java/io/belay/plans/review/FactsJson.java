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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Facts for a review as JSON: of their own form, of a saved plan, of what {@code belay ledger -o json} prints. Missing members are
 * unknown, further ones are passed over. Stateless.
 */
public final class FactsJson {

    private static final Duration LONGEST = Duration.ofDays(3650);

    private FactsJson() {}

    /**
     * @param saved a saved plan, or the facts of a review alone
     * @throws IllegalArgumentException naming the member, when one has another shape
     */
    public static ReviewFacts saved(JsonNode saved) {
        requireObject(saved, "the file");
        if (SavedPlanFacts.isOne(saved)) {
            return SavedPlanFacts.of(saved);
        }
        String probed = text(saved, "probed_at");
        return new ReviewFacts(
                probed.isEmpty() ? Optional.empty() : Optional.of(instant(probed)),
                text(saved, "plan_hash"),
                text(saved, "facts_hash"),
                list(saved, "world", node -> new Fact(text(node, "subject"), text(node, "value"))),
                list(saved, "times", FactsJson::time),
                rehearsals(saved.path("rehearsals")),
                list(saved, "failing", node -> failing(node, "since")),
                list(saved, "findings", FactsJson::finding),
                list(saved, "approvals", FactsJson::approval),
                texts(saved, "assumptions"),
                texts(saved, "unknowns"));
    }

    /**
     * @param ledger what {@code belay ledger CLUSTER -o json} printed
     * @param plan steps of other plans are passed over
     * @throws IllegalArgumentException naming the member, when one has another shape
     */
    public static ReviewFacts ledger(JsonNode ledger, String plan) {
        requireObject(ledger, "the file");
        List<StepTime> times = new ArrayList<>();
        List<Failing> failing = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        for (JsonNode step : items(ledger, "steps")) {
            if (!text(step, "plan").equals(plan)) {
                continue;
            }
            if (text(step, "outcome").equals("failed")) {
                failing.add(failing(step, "failing_since"));
            } else {
                passed.add(text(step, "last_passed"));
                times.add(time(step));
            }
        }
        return new ReviewFacts(
                Optional.empty(),
                "",
                "",
                List.of(),
                times,
                failing.isEmpty() ? green(ledger, passed) : Optional.empty(),
                failing,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** A rehearsal is green up to the snapshot on which the last of its steps passed; the ledger lists them in the plan's order. */
    private static Optional<Rehearsals> green(JsonNode ledger, List<String> passed) {
        boolean whole = ledger.path("steps_left_out").asInt() == 0;
        String last = passed.isEmpty() ? "" : passed.get(passed.size() - 1);
        if (!whole || last.isEmpty()) {
            return Optional.empty();
        }
        String at = last.equals(text(ledger, "last_snapshot")) ? text(ledger, "updated") : "";
        return Optional.of(new Rehearsals(last, at, ""));
    }

    /** What {@link #saved} reads. */
    public static ObjectNode write(ReviewFacts facts) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        facts.probedAt().ifPresent(at -> root.put("probed_at", at.toString()));
        root.put("plan_hash", facts.planHash());
        root.put("facts_hash", facts.factsHash());
        ArrayNode world = root.putArray("world");
        facts.world()
                .forEach(fact -> world.addObject().put("subject", fact.subject()).put("value", fact.value()));
        ArrayNode times = root.putArray("times");
        facts.times().forEach(time -> write(times.addObject(), time));
        facts.rehearsals().ifPresent(green -> root.putObject("rehearsals")
                .put("snapshot", green.snapshot())
                .put("at", green.at())
                .put("since", green.since()));
        ArrayNode failing = root.putArray("failing");
        facts.failing().forEach(step -> failing.addObject()
                .put("step", step.step())
                .put("code", step.code())
                .put("since", step.since())
                .put("error", step.error()));
        ArrayNode findings = root.putArray("findings");
        facts.findings().forEach(finding -> write(findings.addObject(), finding));
        ArrayNode approvals = root.putArray("approvals");
        facts.approvals().forEach(approval -> approvals
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

    private static StepTime time(JsonNode node) {
        Optional<Duration> median = node.has("median_milliseconds")
                ? Optional.of(duration(node, "median_milliseconds"))
                : Optional.empty();
        return new StepTime(
                text(node, "step"),
                duration(node, "milliseconds"),
                median,
                node.path("count").asInt(0));
    }

    private static Optional<Rehearsals> rehearsals(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        requireObject(node, "rehearsals");
        return Optional.of(new Rehearsals(text(node, "snapshot"), text(node, "at"), text(node, "since")));
    }

    private static Failing failing(JsonNode node, String since) {
        return new Failing(text(node, "step"), text(node, "code"), text(node, since), text(node, "error"));
    }

    private static Finding finding(JsonNode node) {
        return new Finding(
                text(node, "code"),
                text(node, "severity"),
                text(node, "object"),
                text(node, "statement"),
                text(node, "remedy"));
    }

    private static Approval approval(JsonNode node) {
        return new Approval(text(node, "step"), text(node, "person"), text(node, "at"), text(node, "statement"));
    }

    private static <T> List<T> list(JsonNode root, String member, Function<JsonNode, T> read) {
        List<T> list = new ArrayList<>();
        for (JsonNode item : items(root, member)) {
            requireObject(item, member);
            list.add(read.apply(item));
        }
        return list;
    }

    private static List<String> texts(JsonNode root, String member) {
        List<String> texts = new ArrayList<>();
        items(root, member).forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static JsonNode items(JsonNode root, String member) {
        JsonNode items = root.path(member);
        if (!items.isMissingNode() && !items.isNull() && !items.isArray()) {
            throw new IllegalArgumentException("`" + member + "` is no list");
        }
        return items;
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isContainerNode()) {
            throw new IllegalArgumentException("`" + member + "` is no text");
        }
        return value.isNull() ? "" : value.asText();
    }

    private static Duration duration(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (!value.isIntegralNumber() || value.asLong() < 0 || value.asLong() > LONGEST.toMillis()) {
            throw new IllegalArgumentException("`" + member + "` is no time in milliseconds");
        }
        return Duration.ofMillis(value.asLong());
    }

    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the time of the probe is no instant such as 2026-12-04T09:12:00Z", e);
        }
    }

    private static void requireObject(JsonNode node, String what) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("`" + what + "` does not hold what it should");
        }
    }
}
