package io.belay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.FactsReport;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.facts.SavedPlan.Origin;
import io.belay.plans.file.ReadPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at the world that a plan meets, and keeps plan and world in one file: what people read, approve and apply. */
@Command(
        name = "plan",
        description = "Look at the world that a plan meets, read-only, and save both in one file to approve and apply.")
@CommandGroup(CommandGroup.Heading.PLANS)
final class PlanCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PlanArgument plan;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write it, ending in .json (default: the plan's name and .saved.json, here).")
    private Path file = Path.of("");

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        ReadPlan read = plan.chosen().require(console, surroundings.clock().instant());
        Path out = out(read.resolved().orElseThrow().name());
        SavedPlan saved;
        try (EngineDesk desk = surroundings.open(temporal)) {
            World.requireLongEnough(read, desk, surroundings.clock().instant());
            saved = saved(read, desk, console);
        }
        SavedPlanFile.write(console.workingFolder().resolve(out), saved);
        String next = console.command() + " rehearse " + out;
        if (output.json()) {
            console.out()
                    .println(Json.text(Json.document("planned")
                            .put("file", out.toString())
                            .put("plan_hash", saved.planHash())
                            .put("facts_hash", saved.facts().hash())
                            .put("next", next)));
        } else {
            SavedPlanSummary summary = new SavedPlanSummary(saved, console.palette());
            summary.lines().forEach(console.out()::println);
            console.out().println(summary.field("written", out + " (only you may read it)"));
            console.out().println(summary.field("next", next + ", then " + console.command() + " apply " + out));
        }
        return ExitCode.DONE.number();
    }

    private Path out(String name) {
        Path out = file.toString().isEmpty() ? Path.of(name + SavedPlan.SUFFIX) : file;
        if (!SavedPlanFile.isMeant(out)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "`--out " + out + "`: a saved plan's name ends in `.json`, by which commands know it");
        }
        return out;
    }

    private SavedPlan saved(ReadPlan read, EngineDesk desk, Console console) {
        String canonical = read.canonical().orElseThrow();
        FactsReport report = desk.facts(canonical, true);
        PinnedFacts facts = PinnedFacts.read(report.pinned());
        World.requireAsStated(read.resolved().orElseThrow(), facts, plan.typed(), console);
        return new SavedPlan(
                canonical,
                facts,
                judged(report),
                report.assumptions(),
                report.unknowns(),
                new Origin(
                        plan.typed(), Person.of(console), surroundings.clock().instant(), BelayVersion.text()));
    }

    private static JsonNode judged(FactsReport report) {
        try {
            return Json.read(report.judged());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the host's worker sent no JSON", impossible);
        }
    }
}
