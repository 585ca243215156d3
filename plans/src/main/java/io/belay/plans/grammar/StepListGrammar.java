package io.belay.plans.grammar;

import io.belay.plans.model.Step;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.MappingNode;
import java.util.List;
import java.util.Optional;

/** A whole {@code StepList}: steps that several plans include. */
public final class StepListGrammar {

    public static final String KIND = "StepList";

    /** @param inputs as they were used; they know which values have to be tried too */
    public record Result(List<Step> steps, Inputs inputs) {}

    private StepListGrammar() {}

    /** Empty when the file is no step list at all. */
    public static Optional<Result> read(Node root, Given given, Reading reading, StepsReader stepsReader) {
        if (!(root instanceof MappingNode mapping)) {
            reading.wrongShape(root, "the file", "fields");
            return Optional.empty();
        }
        Form list = new Form(reading, "", reading.file(), mapping);
        if (!Header.check(list, mapping, KIND)) {
            return Optional.empty();
        }
        Inputs inputs = InputsGrammar.read(list, given);
        reading.use(inputs);
        MetadataGrammar.read(list);
        Optional<Node> steps = list.entry("steps").map(Node.Entry::value);
        if (steps.isEmpty()) {
            list.missing("steps", "steps: [pg_upgrade, extensions, analyze]");
        }
        List<Step> read = steps.map(node -> stepsReader.read(node, reading)).orElse(List.of());
        for (String block : List.of("live", "target", "budget", "storage", "snapshots", "clients", "on_failure")) {
            list.advise(block, "`" + block + "` stands in the plan that includes this list");
        }
        list.close();
        inputs.reportUnused(reading);
        return Optional.of(new Result(read, inputs));
    }
}
