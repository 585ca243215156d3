package io.belay.plans.schema;

import io.belay.plans.fleet.FleetGrammar;
import io.belay.plans.grammar.Outline;
import io.belay.plans.grammar.PlanGrammar;
import io.belay.plans.grammar.StepListGrammar;
import io.belay.plans.host.HostGrammar;
import io.belay.plans.step.StepShapes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The kinds of file that have a schema. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are List.of, the suppliers are pure
public enum FileSchema {
    UPGRADE_PLAN(
            "upgrade-plan",
            PlanGrammar.KIND,
            ".plan.yaml",
            "How one PostgreSQL cluster is upgraded, step by step",
            List.of("UpgradePlan"),
            () -> PlanGrammar.outline(StepShapes.ofPlan())),
    STEP_LIST(
            "step-list",
            StepListGrammar.KIND,
            ".steps.yaml",
            "Steps that several plans include",
            List.of("StepList", "UpgradePlan"),
            () -> StepListGrammar.outline(StepShapes.ofList())),
    FLEET_PLAN(
            "fleet-plan",
            FleetGrammar.KIND,
            ".fleet.yaml",
            "How one plan is carried out for many clusters, wave by wave",
            List.of("FleetPlan", "UpgradePlan", "Step"),
            FleetGrammar::outline),
    HOST_CONFIGURATION(
            "host-configuration",
            HostGrammar.KIND,
            ".host.yaml",
            "What Belay may do on one host, and where everything lies there",
            List.of("HostConfiguration"),
            HostGrammar::outline);

    private final String word;
    private final String kind;
    private final String ending;
    private final String title;
    private final List<String> sections;
    private final Supplier<Outline> outline;

    FileSchema(
            String word, String kind, String ending, String title, List<String> sections, Supplier<Outline> outline) {
        this.word = word;
        this.kind = kind;
        this.ending = ending;
        this.title = title;
        this.sections = sections;
        this.outline = outline;
    }

    public static Optional<FileSchema> find(String word) {
        return Arrays.stream(values())
                .filter(schema -> schema.word.equals(word))
                .findFirst();
    }

    /** As the command line calls it. */
    public String word() {
        return word;
    }

    /** What stands behind {@code kind:} in such a file. */
    public String kind() {
        return kind;
    }

    /** How names of such files end. */
    public String ending() {
        return ending;
    }

    /** The name of the schema's own file. */
    public String file() {
        return word + ".schema.json";
    }

    String title() {
        return title;
    }

    /** Where words for its fields stand, nearest first. */
    List<String> sections() {
        return sections;
    }

    public Outline outline() {
        return outline.get();
    }
}
