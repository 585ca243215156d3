package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.model.Budget;
import io.belay.plans.model.Clients;
import io.belay.plans.model.Limits;
import io.belay.plans.model.Live;
import io.belay.plans.model.Metadata;
import io.belay.plans.model.Notification;
import io.belay.plans.model.OnFailure;
import io.belay.plans.model.Reference;
import io.belay.plans.model.Rehearse;
import io.belay.plans.model.Role;
import io.belay.plans.model.SnapshotPolicy;
import io.belay.plans.model.Step;
import io.belay.plans.model.StoragePolicy;
import io.belay.plans.model.Target;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.model.UpgradePlan.Forms;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A whole {@code UpgradePlan}. */
public final class PlanGrammar {

    /** @param inputs as they were used; they know which values have to be tried too */
    public record Result(UpgradePlan plan, Inputs inputs) {}

    private PlanGrammar() {}

    /** Empty when the file is no mapping at all; a plan with errors is returned, so that its order is judged too. */
    public static Optional<Result> read(
            Node root, Map<String, String> given, Reading reading, StepsReader stepsReader) {
        if (!(root instanceof MappingNode mapping)) {
            reading.wrongShape(root, "the file", "fields");
            return Optional.empty();
        }
        Form plan = new Form(reading, "", reading.file(), mapping);
        if (!Header.check(plan, mapping, "UpgradePlan")) {
            return Optional.empty();
        }
        Inputs inputs = InputsGrammar.read(plan, Given.byCommand(given));
        reading.use(inputs);
        UpgradePlan read = blocks(plan, stepsReader);
        inputs.reportUnused(reading);
        return Optional.of(new Result(read, inputs));
    }

    private static UpgradePlan blocks(Form plan, StepsReader stepsReader) {
        Metadata metadata = MetadataGrammar.read(plan);
        Live live = LiveGrammar.read(plan);
        Target target = TargetGrammar.read(plan);
        StoragePolicy storage = StorageGrammar.read(plan);
        SnapshotPolicy snapshots = SnapshotsGrammar.read(plan);
        Rehearse rehearse = RehearseGrammar.read(plan);
        Clients clients = ClientsGrammar.read(plan);
        Optional<List<Reference>> standbys = plan.stated("standbys", Several.listOf(Names.REFERENCE));
        // The steps say whether the plan goes online, and some defaults depend on it.
        List<Step> steps = steps(plan, stepsReader);
        Budget budget = BudgetGrammar.read(plan, steps.stream().anyMatch(PlanGrammar::isOnline));
        Limits limits = LimitsGrammar.read(plan);
        OnFailure onFailure = OnFailureGrammar.read(plan);
        var accept = AcceptGrammar.read(plan);
        List<Notification> notifications = NotificationsGrammar.read(plan);
        plan.advise("snapshot", "write `snapshots` for the schedule; `snapshot` is a step and stands under `steps:`");
        for (String step : List.of("clone", "pg_upgrade", "verify", "approve", "promote", "retire", "preflight")) {
            plan.advise(step, "`" + step + "` is a step and stands under `steps:`");
        }
        plan.close();
        ObjectNode forms = plan.canonical();
        ObjectNode included = plan.reading().included();
        if (!included.isEmpty()) {
            forms.set("included", included);
        }
        Forms written = new Forms(
                forms.path("live"), forms.path("target"), forms.without(List.of("metadata", "live", "target")));
        return new UpgradePlan(
                metadata,
                live,
                target,
                storage,
                snapshots,
                rehearse,
                clients,
                standbys,
                budget,
                limits,
                onFailure,
                notifications,
                accept,
                steps,
                written,
                plan.reading().places());
    }

    private static boolean isOnline(Step step) {
        return step.is(Role.PROMOTES) && step.with().path("mode").asText().equals("online");
    }

    private static List<Step> steps(Form plan, StepsReader reader) {
        var entry = plan.entry("steps");
        if (entry.isEmpty()) {
            plan.missing("steps", "steps: [preflight, snapshot, clone, pg_upgrade, extensions, analyze, verify]");
            return List.of();
        }
        if (entry.get().value() instanceof TextNode text && text.isEmpty()) {
            plan.reading()
                    .report(Problem.error(GrammarErrors.WRONG_SHAPE, entry.get().keyPlace(), "`steps` is empty")
                            .withHelp("write the steps below it, each behind `- `"));
            return List.of();
        }
        return reader.read(entry.get().value(), plan.reading());
    }
}
