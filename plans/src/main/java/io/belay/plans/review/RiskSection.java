package io.belay.plans.review;

import io.belay.plans.graph.Stop;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can go wrong, what it does to clients, and what in the plan stands against it. Nobody's likelihoods are invented. */
final class RiskSection {

    private static final List<String> HEADS =
            List.of("What can go wrong", "Effect on clients", "What stands against it", "Seen in rehearsals");

    private final Subject subject;
    private final List<Row> rows = new ArrayList<>();

    private RiskSection(Subject subject) {
        this.subject = subject;
    }

    static Section of(Subject subject) {
        return new Section("risk", "Risk", new RiskSection(subject).blocks());
    }

    private List<Block> blocks() {
        work();
        onLive();
        subject.way().promotion().ifPresent(this::promotion);
        outside();
        retirement();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(
                Prose.of("Belay does not guess how likely something is. The last column says what rehearsals on"
                        + " clones of live have shown.")));
        blocks.add(new Grid("What can go wrong, and what stands against it", HEADS, rows));
        hands().ifPresent(blocks::add);
        findings().ifPresent(blocks::add);
        warnings().ifPresent(blocks::add);
        return blocks;
    }

    private void work() {
        row(
                "A step on the candidate fails",
                Prose.of("none: clients work on live"),
                Prose.of("one waypoint behind each changing step; ")
                        .code("verify")
                        .plain(subject.kind("verify").isEmpty() ? " is not in this plan" : " compares new with old"),
                rehearsed());
        row(
                "The work takes too much of the host",
                Prose.of("slower answers while it lasts"),
                Prose.of("as many heavy steps at a time as the host's file allows; ")
                        .then(HostShare.words(subject)),
                Prose.of("not measured"));
    }

    private Prose rehearsed() {
        ReviewFacts facts = subject.facts();
        if (!facts.failing().isEmpty()) {
            Prose text = Prose.NONE;
            for (ReviewFacts.Failing step : facts.failing()) {
                text = text.strong("yes: ")
                        .code(step.step())
                        .plain(" since ")
                        .code(step.since())
                        .plain(" (" + step.code() + ") ")
                        .quoted(step.error())
                        .plain(" ");
            }
            return text;
        }
        return facts.rehearsals()
                .map(green -> Prose.of("no: green on ").code(green.snapshot()))
                .orElse(Prose.unknown("unknown"));
    }

    private void onLive() {
        String wal = subject.block("budget").path("wal_on_live").asText();
        subject.way()
                .firstOnLive()
                .filter(stop -> !stop.promotes())
                .ifPresent(stop -> row(
                        "Live keeps WAL for the upgrade and runs out of room",
                        Prose.of("live would stop"),
                        Prose.of("at most " + (wal.isEmpty() ? "what the plan's budget says" : wal)
                                + "; past it the run gives up and live is clean"),
                        Prose.of("not measured")));
    }

    private void promotion(Stop stop) {
        row(
                "The promotion is not done in time, or something in it fails",
                Prose.of("they wait for at most " + subject.hold() + ", then work on live as before"),
                Prose.of("the hold undoes itself before the crossing"),
                ClientWords.rehearsedHold(subject));
        boolean lost = subject.wayBack().isEmpty();
        rows.add(new Row(
                List.of(
                        Prose.of("A fault of new is seen when clients are in"),
                        lost
                                ? Prose.NONE.noReturn("going back loses what they wrote to new")
                                : Prose.of("one more hold; nothing lost for " + subject.wayBack()),
                        lost
                                ? Prose.of("verification before the crossing; old live stays stopped and untouched")
                                : Prose.of("new's changes flow to old; ").code("belay rollback"),
                        Prose.of("not shown by rehearsals")),
                stop.isNoReturn()));
    }

    private void outside() {
        subject.stops().stream()
                .filter(stop -> stop.step().touches().contains(Touches.OUTSIDE))
                .filter(stop -> !stop.step().kind().equals("notify"))
                .forEach(stop -> rows.add(new Row(
                        List.of(
                                Prose.NONE.code(stop.id()).plain(" reaches beyond the candidate"),
                                Prose.NONE.quoted(stop.step().note()),
                                Prose.words(stop.goingBack().how()),
                                Prose.of("not run in rehearsals")),
                        stop.isNoReturn())));
    }

    private void retirement() {
        subject.stops().stream()
                .filter(stop -> stop.step().touches().contains(Touches.OLD_LIVE))
                .forEach(stop -> rows.add(new Row(
                        List.of(
                                Prose.of("Old is needed after it was removed"),
                                Prose.NONE.noReturn("it cannot come back as a server"),
                                NoReturnWords.behind(stop),
                                Prose.of("not run in rehearsals")),
                        true)));
    }

    private Optional<Block> hands() {
        List<Row> missing = subject.withoutHands().stream()
                .map(use -> Row.of(
                        Prose.NONE.code(use.written()),
                        Prose.of("line " + use.place().line()),
                        Prose.of(use.feature().broughtBy())))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Grid(
                        "What nothing at hand carries out: until then the plan cannot be applied",
                        List.of("Used", "Where", "What brings it"),
                        missing));
    }

    private Optional<Block> findings() {
        List<Row> found = subject.facts().findings().stream()
                .map(finding -> new Row(
                        List.of(
                                Prose.NONE.code(finding.code()).plain(" " + finding.severity()),
                                Prose.NONE.quoted(finding.object()),
                                Prose.NONE.quoted(finding.statement()),
                                Prose.NONE.quoted(finding.remedy())),
                        finding.severity().equals("blocker")))
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Grid(
                        "What preflight found", List.of("Finding", "Object", "What it says", "Remedy"), found));
    }

    private Optional<Block> warnings() {
        List<Row> warned = new ArrayList<>();
        for (Problem problem : subject.warnings()) {
            String place = problem.place().isWholeFile()
                    ? "the file"
                    : "line " + problem.place().line();
            warned.add(Row.of(
                    Prose.NONE.code(problem.code().text()),
                    Prose.of(place),
                    Prose.NONE.quoted(problem.statement()),
                    Prose.NONE.quoted(problem.help())));
        }
        return warned.isEmpty()
                ? Optional.empty()
                : Optional.of(new Grid(
                        "Warnings about the plan's text",
                        List.of("Warning", "Where", "What it says", "Remedy"),
                        warned));
    }

    private void row(String what, Prose effect, Prose against, Prose seen) {
        rows.add(Row.of(Prose.of(what), effect, against, seen));
    }
}
