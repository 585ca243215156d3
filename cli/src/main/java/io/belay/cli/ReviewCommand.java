package io.belay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.file.ReadPlan;
import io.belay.plans.model.Metadata;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.review.FactsJson;
import io.belay.plans.review.Review;
import io.belay.plans.review.ReviewFacts;
import io.belay.workers.host.CarriedOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what a change board reads. From the plan's text alone, or with what a saved plan and the ledger know. */
@Command(
        name = "review",
        description = "Write the report for a change board: risk, impact, timing, back-out, points of no return.")
@CommandGroup(CommandGroup.Heading.PLANS)
final class ReviewCommand implements Callable<Integer> {

    enum Format {
        markdown,
        html,
        json
    }

    private final Surroundings surroundings;

    @Mixin
    private PlanArgument plan;

    @Option(
            names = "--from",
            paramLabel = "SAVED",
            description = "A plan saved by `belay plan`: what was found on the host goes into the report.")
    private Path saved = Path.of("");

    @Option(names = "--ledger", description = "Ask the engine for rehearsed times, as `belay ledger` does.")
    private boolean ledger;

    @Option(
            names = "--ledger-json",
            paramLabel = "FILE",
            description = "Rehearsed times from what `belay ledger CLUSTER -o json` printed.")
    private Path ledgerFile = Path.of("");

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Count next openings of windows from this day (UTC), for example 2026-12-01.")
    private String asOf = "";

    @Option(
            names = "--format",
            paramLabel = "markdown|html|json",
            description = "Default: by the ending of --out, else markdown.")
    private Optional<Format> format = Optional.empty();

    @Mixin
    private WrittenFile written;

    @Mixin
    private TemporalOption temporal;

    ReviewCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        ReadPlan read = plan.requireReadable(console);
        ResolvedPlan resolved = read.resolved().orElseThrow();
        Review review = Review.of(resolved)
                .describedAs(read.plan()
                        .map(UpgradePlan::metadata)
                        .flatMap(Metadata::description)
                        .orElse(""))
                .withDefaults(read.defaults())
                .withWarnings(read.problems().sorted())
                .withoutHands(read.uses().stream()
                        .filter(use ->
                                !CarriedOut.features().contains(use.feature().name()))
                        .toList())
                .writtenBy(BelayVersion.text())
                .withFacts(facts(resolved, read.hash().orElse("")));
        review = asOf.isEmpty() ? review : review.countingFrom(day(asOf));
        written.write(text(review), console);
        return ExitCode.DONE.number();
    }

    private String text(Review review) {
        return switch (format.orElseGet(this::byEnding)) {
            case html -> review.html();
            case json -> review.json().toPrettyString() + "\n";
            case markdown -> review.markdown();
        };
    }

    private Format byEnding() {
        written.requireEnding(List.of("md", "markdown", "txt", "html", "htm", "json"));
        return switch (written.ending()) {
            case "html", "htm" -> Format.html;
            case "json" -> Format.json;
            default -> Format.markdown;
        };
    }

    private ReviewFacts facts(ResolvedPlan resolved, String hash) {
        ReviewFacts facts = ReviewFacts.NONE;
        Path saved = savedPlan();
        if (!saved.toString().isEmpty()) {
            facts = facts.with(read(saved, FactsJson::saved));
            if (!facts.planHash().isEmpty() && !facts.planHash().equals(hash)) {
                throw new CliFailure(
                        ExitCode.DRIFTED,
                        CliErrors.OTHER_PLAN,
                        "`" + saved + "` was saved for plan " + shortened(facts.planHash()) + ", and this is plan "
                                + shortened(hash),
                        "nothing was written",
                        surroundings.console().command() + " plan " + plan.typed() + " saves this one");
            }
        }
        if (!ledgerFile.toString().isEmpty()) {
            facts = facts.with(read(ledgerFile, json -> FactsJson.ledger(json, resolved.name())));
        }
        return ledger ? facts.with(asked(resolved)) : facts;
    }

    /** A saved plan brings its own facts. */
    private Path savedPlan() {
        Path named = plan.file(surroundings.console());
        return saved.toString().isEmpty() && SavedPlanFile.isMeant(named) ? named : saved;
    }

    private ReviewFacts asked(ResolvedPlan resolved) {
        try (EngineDesk desk = surroundings.open(temporal)) {
            return FactsJson.ledger(
                    LedgerDocument.of(resolved.cluster(), desk.ledger(resolved.cluster())), resolved.name());
        }
    }

    private ReviewFacts read(Path file, Function<JsonNode, ReviewFacts> read) {
        try {
            Path found = surroundings.console().workingFolder().resolve(file);
            JsonNode json = Json.read(Files.readString(found));
            if (FactsJson.isSavedPlan(json)) {
                // What people sign must be whole: a damaged file is refused here as `apply` would.
                SavedPlanFile.read(found, file.toString(), surroundings.console());
            }
            return read.apply(json);
        } catch (JsonProcessingException e) {
            throw noFacts(file, "it is no JSON").causedBy(e);
        } catch (IOException e) {
            throw Failures.unreadable(file.toString(), Failures.reason(e)).causedBy(e);
        } catch (IllegalArgumentException e) {
            throw noFacts(file, String.valueOf(e.getMessage())).causedBy(e);
        }
    }

    private static CliFailure noFacts(Path file, String why) {
        return new CliFailure(
                ExitCode.USAGE,
                CliErrors.NO_FACTS,
                "`" + file + "` holds no facts for a review: " + why,
                "nothing was written",
                "--from takes what `belay plan` saved, --ledger-json what `belay ledger CLUSTER -o json` printed");
    }

    private static Instant day(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new CliFailure(
                            ExitCode.USAGE,
                            CliErrors.BAD_INPUT,
                            "`--as-of " + text + "` is no day",
                            "nothing was written",
                            "write for example --as-of 2026-12-01")
                    .causedBy(e);
        }
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(12, hash.length()));
    }
}
