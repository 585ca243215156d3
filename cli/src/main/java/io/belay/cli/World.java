package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.engine.problem.EngineErrors;
import io.belay.plans.agree.Agreement;
import io.belay.plans.clock.Timely;
import io.belay.plans.facts.Drift;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What differs between a plan and the world as it is now: of a saved plan its facts, of a plan file what it states. Immutable.
 *
 * @param since what the world is compared with, behind the word "than"
 */
record World(String since, List<Drift> drifts) {

    World {
        drifts = List.copyOf(drifts);
    }

    static World of(ChosenPlan plan, EngineDesk desk, Console console) {
        Optional<SavedPlan> saved = plan.saved(console);
        if (saved.isPresent()) {
            PinnedFacts now = now(desk, saved.get().canonical());
            return new World(
                    "when " + plan.typed() + " was saved ("
                            + Times.exact(saved.get().origin().at()) + ")",
                    saved.get().facts().driftTo(now));
        }
        ReadPlan read = plan.require(console);
        PinnedFacts now = now(desk, read.canonical().orElseThrow());
        return new World(
                "what " + plan.typed() + " states", stated(read.resolved().orElseThrow(), now));
    }

    private static List<Drift> stated(ResolvedPlan plan, PinnedFacts now) {
        return Agreement.compare(plan, now).stream()
                .map(difference -> new Drift(difference.field(), difference.stated(), difference.configured()))
                .toList();
    }

    private static PinnedFacts now(EngineDesk desk, String canonical) {
        return PinnedFacts.read(desk.facts(canonical, false).pinned());
    }

    /**
     * Asked before anything is started; the engine asks again before the first step, and before each that touches something.
     *
     * @throws CliFailure with exit code 10 when a saved plan meets another world; a plan file is not asked about here
     */
    static void requireUnchanged(ChosenPlan plan, EngineDesk desk, Console console) {
        Optional<SavedPlan> saved = plan.saved(console);
        if (saved.isEmpty()) {
            return;
        }
        World world = of(plan, desk, console);
        if (!world.drifts().isEmpty()) {
            throw world.refusal(saved.get().origin().source(), console);
        }
    }

    /** What a plan states is true, or nothing is saved: people would approve another upgrade than they read. */
    static void requireAsStated(ResolvedPlan plan, PinnedFacts now, String typed, Console console) {
        World world = new World("what " + typed + " states", stated(plan, now));
        if (!world.drifts().isEmpty()) {
            throw new CliFailure(
                    ExitCode.DRIFTED,
                    EngineErrors.FACTS_DRIFTED,
                    String.join("\n", world.lines()),
                    "nothing was saved; live was only looked at",
                    "correct what the plan states, then " + console.command() + " plan " + typed);
        }
    }

    /**
     * What stands behind a window fits into it, by the times of rehearsals that the ledger remembers. A saved plan is asked as well: it
     * may be older than its rehearsals.
     *
     * @throws PlanArgument.InvalidPlan when it does not
     */
    static void requireLongEnough(ReadPlan read, EngineDesk desk, Instant now) {
        ResolvedPlan plan = read.resolved().orElseThrow();
        Map<String, Duration> took = new LinkedHashMap<>();
        desk.ledger(plan.cluster()).map(LedgerBrief::steps).orElse(List.of()).stream()
                .filter(step -> step.plan().equals(plan.name()))
                .forEach(step -> took.put(step.step(), Duration.ofMillis(step.milliseconds())));
        ReadPlan judged = Timely.judge(read, now, took);
        if (judged.resolved().isEmpty()) {
            throw new PlanArgument.InvalidPlan(judged.problems());
        }
    }

    private CliFailure refusal(String source, Console console) {
        return new CliFailure(
                ExitCode.DRIFTED,
                EngineErrors.FACTS_DRIFTED,
                String.join("\n", lines()),
                "nothing was started; live is not touched",
                "put back what changed; or, when the change is meant, save the plan anew and have it approved again:\n"
                        + console.command() + " plan " + source);
    }

    /** A headline, then one line per difference with both values. */
    List<String> lines() {
        if (drifts.isEmpty()) {
            return List.of("the world is no other than " + since);
        }
        List<String> lines = new ArrayList<>();
        lines.add((drifts.size() == 1 ? "1 fact is another" : drifts.size() + " facts are others") + " than " + since);
        drifts.forEach(drift -> lines.add("  " + drift.words()));
        return lines;
    }

    ObjectNode json() {
        ObjectNode document = Json.document("world-difference").put("since", since);
        ArrayNode list = document.putArray("differences");
        drifts.forEach(drift -> list.addObject()
                .put("fact", drift.fact())
                .put("was", drift.was())
                .put("now", drift.now()));
        return document;
    }

    /** Prints it. @return 0 when nothing differs, else 10 */
    int print(Console console, boolean asJson) {
        if (asJson) {
            console.out().println(Json.text(json()));
        } else {
            lines().forEach(console.out()::println);
        }
        return (drifts.isEmpty() ? ExitCode.DONE : ExitCode.DRIFTED).number();
    }
}
