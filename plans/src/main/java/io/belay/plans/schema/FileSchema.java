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

/** The kinds of file that have a schema. */
public enum FileSchema {
    UPGRADE_PLAN(
            "upgrade-plan", PlanGrammar.KIND, ".plan.yaml", "How one PostgreSQL cluster is upgraded, step by step"),
    STEP_LIST("step-list", StepListGrammar.KIND, ".steps.yaml", "Steps that several plans include"),
    FLEET_PLAN(
            "fleet-plan",
            FleetGrammar.KIND,
            ".fleet.yaml",
            "How one plan is carried out for many clusters, wave by wave"),
    HOST_CONFIGURATION(
            "host-configuration",
            HostGrammar.KIND,
            ".host.yaml",
            "What Belay may do on one host, and where everything lies there");

    private final String word;
    private final String kind;
    private final String ending;
    private final String title;

    FileSchema(String word, String kind, String ending, String title) {
        this.word = word;
        this.kind = kind;
        this.ending = ending;
        this.title = title;
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
        return switch (this) {
            case UPGRADE_PLAN, HOST_CONFIGURATION -> List.of(kind);
            case STEP_LIST -> List.of(kind, PlanGrammar.KIND);
            case FLEET_PLAN -> List.of(kind, PlanGrammar.KIND, "Step");
        };
    }

    /** Whether an input may stand in its values. */
    boolean hasInputs() {
        return this == UPGRADE_PLAN || this == STEP_LIST;
    }

    public Outline outline() {
        return switch (this) {
            case UPGRADE_PLAN -> PlanGrammar.outline(StepShapes.ofPlan());
            case STEP_LIST -> StepListGrammar.outline(StepShapes.ofList());
            case FLEET_PLAN -> FleetGrammar.outline();
            case HOST_CONFIGURATION -> HostGrammar.outline();
        };
    }
}
