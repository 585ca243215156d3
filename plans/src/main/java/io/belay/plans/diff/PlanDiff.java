package io.belay.plans.diff;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.diff.Changes.Section;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What changes from one plan to another, and what an approval or a rehearsal of the first is worth for the second. Immutable.
 *
 * @param loses sentences; empty when the hash is the same
 */
public record PlanDiff(Plan before, Plan after, Changes changes, List<String> loses) {

    /** The hash's beginning is enough for people; the whole of it is in the JSON. */
    private static final int SHORT_HASH = 12;

    /** @param file as it was given */
    public record Plan(String file, String hash) {

        private String shortHash() {
            return hash.substring(0, SHORT_HASH);
        }
    }

    public PlanDiff {
        loses = List.copyOf(loses);
    }

    /** @throws java.util.NoSuchElementException when one of them has errors */
    public static PlanDiff of(ReadPlan before, ReadPlan after) {
        ResolvedPlan old = before.resolved().orElseThrow();
        ResolvedPlan now = after.resolved().orElseThrow();
        Changes changes = new Changes(List.of(
                new Section("plan", Fields.compare(blocks(old, before), blocks(now, after))),
                new Section("steps", PlanSteps.compare(side(old, before), side(now, after)))));
        Plan left = plan(before);
        Plan right = plan(after);
        List<String> loses =
                left.hash().equals(right.hash()) ? List.of() : Losses.of(old, now, left.shortHash(), right.file());
        return new PlanDiff(left, right, changes, loses);
    }

    private static Plan plan(ReadPlan read) {
        return new Plan(read.problems().source().name(), read.hash().orElseThrow());
    }

    private static Fields blocks(ResolvedPlan plan, ReadPlan read) {
        Fields fields = new Fields(defaults(read));
        fields.add("metadata.name", plan.name());
        fields.add("metadata.owner", plan.owner());
        fields.add("metadata.change", plan.change());
        fields.add("live.cluster", plan.cluster());
        fields.add("live", "live", plan.live());
        fields.add("target", "target", plan.target());
        fields.add("", "", plan.blocks());
        fields.add("(rules of this Belay)", Integer.toString(plan.resolver()));
        return fields;
    }

    private static Set<String> defaults(ReadPlan read) {
        return read.defaults().stream().map(UsedDefault::path).collect(Collectors.toUnmodifiableSet());
    }

    private static PlanSteps.Side side(ResolvedPlan plan, ReadPlan read) {
        Map<String, String> paths = new LinkedHashMap<>();
        for (Step step : read.plan().map(UpgradePlan::steps).orElse(List.of())) {
            paths.put(step.id(), step.path());
        }
        return new PlanSteps.Side(plan, paths, defaults(read));
    }

    public boolean isSame() {
        return before.hash().equals(after.hash());
    }

    public String text() {
        StringBuilder text = new StringBuilder(before.file() + " -> " + after.file() + "\n\n");
        if (isSame()) {
            return text.append("the same plan, ")
                    .append(after.shortHash())
                    .append(": whatever differs in the files is not carried out\n")
                    .toString();
        }
        changes.lines().forEach(line -> text.append(line).append('\n'));
        text.append("\nhash   ")
                .append(before.shortHash())
                .append(" -> ")
                .append(after.shortHash())
                .append('\n');
        loses.forEach(loss -> text.append("lost   ").append(loss).append('\n'));
        return text.toString();
    }

    /** {@code {"format_version":"1.0","kind":"plan-diff","same":...,"before":{...},"after":{...},"changes":[...],"loses":[...]}}. */
    public ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format_version", "1.0").put("kind", "plan-diff").put("same", isSame());
        root.putObject("before").put("file", before.file()).put("hash", before.hash());
        root.putObject("after").put("file", after.file()).put("hash", after.hash());
        root.set("changes", changes.json());
        var list = root.putArray("loses");
        loses.forEach(list::add);
        return root;
    }
}
