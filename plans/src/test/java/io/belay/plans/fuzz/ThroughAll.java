package io.belay.plans.fuzz;

import io.belay.plans.diff.PlanDiff;
import io.belay.plans.explain.Explanation;
import io.belay.plans.feature.Features;
import io.belay.plans.feature.Use;
import io.belay.plans.file.HostFile;
import io.belay.plans.file.PlanFile;
import io.belay.plans.file.ReadHost;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.file.StepListFile;
import io.belay.plans.fleet.FleetFile;
import io.belay.plans.fleet.ReadFleet;
import io.belay.plans.format.Formatter;
import io.belay.plans.graph.Way;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.ProblemAnnotations;
import io.belay.plans.problem.ProblemJson;
import io.belay.plans.problem.ProblemRenderer;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.review.Review;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Carries a text through all that is done with a file of its kind: what comes out are problems, or a plan; never an exception. */
final class ThroughAll {

    private static final Path BESIDE = Path.of("src", "test", "resources", "files");

    private static final int REPORTED = 4;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final ProblemRenderer PLAIN = ProblemRenderer.plain();
    private static final ProblemRenderer COLOURED = ProblemRenderer.coloured().within(80);

    private final Path fleet;
    private Duration slowest = Duration.ZERO;
    private Optional<ReadPlan> before = Optional.empty();

    /** @param folder of its own, for fleets, which name another file */
    ThroughAll(Path folder) {
        this.fleet = folder.resolve("fuzz.fleet.yaml");
        try {
            Path plan = Path.of("src", "test", "resources", "fleet", "plans", "shop.plan.yaml");
            Files.createDirectories(folder.resolve("plans"));
            Files.copy(plan, folder.resolve("plans").resolve("shop.plan.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much of a processor the slowest took of what one command does with the last input: reading it and saying so, or writing it anew. */
    Duration slowest() {
        return slowest;
    }

    /** @return words about what became of it, for statistics */
    String carry(FuzzInput input) {
        slowest = Duration.ZERO;
        String kind = kind(input.text());
        String outcome = switch (kind) {
            case "HostConfiguration" -> host(input);
            case "FleetPlan" -> fleet(input);
            case "StepList" -> stepList(input);
            default -> plan(input);
        };
        return (input.small() ? "small change, " : "") + kind + ": " + outcome
                + (format(input.text()) ? ", formatted" : "");
    }

    private <T> T timed(Supplier<T> command) {
        // What it costs, not how long it waits: the machine may have other work.
        long begun = THREADS.getCurrentThreadCpuTime();
        T result = command.get();
        Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begun);
        slowest = took.compareTo(slowest) > 0 ? took : slowest;
        return result;
    }

    /** As the text seems to say; whoever reads it decides for itself. */
    private static String kind(String text) {
        for (String kind : List.of("HostConfiguration", "FleetPlan", "StepList")) {
            if (text.contains("kind: " + kind)) {
                return kind;
            }
        }
        return "UpgradePlan";
    }

    private String plan(FuzzInput input) {
        ReadPlan plan = timed(() -> {
            ReadPlan read = PlanFile.read(input.text(), "fuzz.plan.yaml", input.inputs(), BESIDE);
            PLAIN.text(read.problems());
            read.uses();
            read.hash();
            return read;
        });
        List<Use> uses = plan.uses();
        require(plan.resolved().isEmpty() || !plan.problems().hasErrors(), "a plan with errors is resolved");
        require(plan.resolved().isPresent() || plan.problems().hasErrors(), "a plan without errors is not resolved");
        plan.resolved().ifPresent(resolved -> resolved(plan, resolved, input));
        plan.resolved().ifPresent(resolved -> sameByFormat(plan, input));
        String outcome = render(plan.problems());
        ReadPlan nowhere = plan.where(Set.of());
        require(uses.isEmpty() || nowhere.resolved().isEmpty(), "a plan that nothing carries out is resolved");
        render(nowhere.problems());
        return outcome;
    }

    private void resolved(ReadPlan plan, ResolvedPlan resolved, FuzzInput input) {
        String canonical = plan.canonical().orElseThrow();
        require(
                CanonicalForm.write(CanonicalForm.read(canonical)).equals(canonical),
                "the canonical form is not read back");
        require(
                CanonicalForm.hash(CanonicalForm.write(CanonicalForm.read(canonical)))
                        .equals(plan.hash().orElseThrow()),
                "what is read back has another hash");
        compared(plan);
        // Reports cost more than all else, and small changes change them little.
        if (!input.small() || input.seed() % REPORTED == 0) {
            reported(plan, resolved);
        }
    }

    private void reported(ReadPlan plan, ResolvedPlan resolved) {
        Explanation explanation = Explanation.of(resolved)
                .withDefaults(plan.defaults())
                .withMissing(plan.uses().stream().map(Use::note).toList());
        require(
                !timed(() -> explanation.text(true)).isEmpty()
                        && !explanation.json().isEmpty(),
                "nothing is explained");
        List<Problem> warnings = plan.problems().sorted();
        Review review = Review.of(resolved)
                .withDefaults(plan.defaults())
                .withWarnings(warnings)
                .withoutHands(plan.uses());
        require(!review.markdown().isEmpty() && timed(review::html).contains("</html>"), "the review is empty");
        Way way = Way.of(resolved);
        require(!way.mermaid().isEmpty() && timed(way::svg).contains("</svg>"), "the graph is empty");
    }

    /** With the plan before it, whichever that was. */
    private void compared(ReadPlan plan) {
        require(PlanDiff.of(plan, plan).isSame(), "a plan differs from itself");
        PlanDiff diff = PlanDiff.of(before.orElse(plan), plan);
        require(!timed(diff::text).isEmpty() && !diff.json().isEmpty(), "nothing is compared");
        before = Optional.of(plan);
    }

    /** The normal form of a plan that resolves is the same plan. */
    private void sameByFormat(ReadPlan plan, FuzzInput input) {
        String formatted =
                format(input.text(), "fuzz").orElseThrow(() -> new AssertionError("a plan has no normal form"));
        ReadPlan again = PlanFile.read(formatted, "fuzz.plan.yaml", input.inputs(), BESIDE);
        require(again.hash().equals(plan.hash()), "the normal form has another hash");
    }

    private String host(FuzzInput input) {
        ReadHost host = timed(() -> {
            ReadHost read = HostFile.read(input.text(), "fuzz.host.yaml");
            PLAIN.text(read.problems());
            return read;
        });
        require(host.configuration().isPresent() != host.problems().hasErrors(), "neither a host nor an error");
        String outcome = render(host.problems());
        render(host.where(Set.of()).problems());
        return outcome;
    }

    private String stepList(FuzzInput input) {
        String name = BESIDE.resolve("fuzz.steps.yaml").toString();
        return render(timed(() -> StepListFile.check(input.text(), name)));
    }

    private String fleet(FuzzInput input) {
        try {
            Files.write(fleet, input.text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ReadFleet read = timed(() -> FleetFile.read(fleet));
        require(read.resolved().isPresent() != read.problems().hasErrors(), "neither a fleet nor an error");
        read.toRun(
                Set.copyOf(Features.ALL.stream().map(feature -> feature.name()).toList()));
        return render(read.problems());
    }

    private static String render(Problems problems) {
        String plain = PLAIN.text(problems);
        COLOURED.text(problems);
        require(plain.isEmpty() == problems.isEmpty(), "problems are not shown");
        require(!ProblemJson.of(problems).isEmpty(), "problems are not written as JSON");
        require(ProblemAnnotations.of(List.of(problems)).isEmpty() == problems.isEmpty(), "problems are not annotated");
        require(plain.codePoints().noneMatch(ThroughAll::commands), "a message holds what commands a terminal");
        return problems.hasErrors() ? "refused" : "read";
    }

    private static boolean commands(int point) {
        return (point < ' ' && point != '\n') || point == 0x7F || (point >= 0x80 && point < 0xA0) || point == 0x202E;
    }

    private boolean format(String text) {
        Optional<String> formatted = timed(() -> format(text, "fuzz"));
        formatted.ifPresent(once -> require(
                format(once, "formatted").filter(once::equals).isPresent(), "formatting twice is another text"));
        return formatted.isPresent();
    }

    private static Optional<String> format(String text, String name) {
        return Formatter.format(text, new Problems(new Source(name, text)));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
