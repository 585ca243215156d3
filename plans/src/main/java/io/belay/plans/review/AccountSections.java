package io.belay.plans.review;

import io.belay.plans.review.Block.Bullets;
import io.belay.plans.review.Block.Grid;
import io.belay.plans.review.Block.Grid.Row;
import io.belay.plans.review.Block.Paragraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The parts of a finished run's report. Stateless. */
final class AccountSections {

    private static final Prose NOTHING = Prose.of("-");

    private AccountSections() {}

    static List<Section> of(RunAccount account) {
        return Stream.of(
                        steps(account),
                        decisions(account),
                        findings(account),
                        verified(account),
                        candidate(account),
                        wayBack(account),
                        programs(account),
                        evidence(account))
                .filter(section -> !section.blocks().isEmpty())
                .toList();
    }

    private static Section steps(RunAccount account) {
        List<Row> rows = new ArrayList<>();
        for (RunAccount.Step step : account.steps()) {
            rows.add(Row.of(
                    Prose.NONE.code(step.id()),
                    Prose.of(step.status().replace('_', ' ')),
                    step.milliseconds() == 0 ? NOTHING : Prose.of(spent(step.milliseconds())),
                    Prose.of(step.launches() == 0 ? "-" : String.valueOf(step.launches())),
                    said(step)));
        }
        Grid grid = new Grid("Each step of the plan", List.of("Step", "Outcome", "Took", "Launches", "Said"), rows);
        return new Section("steps", "Steps", List.of(grid));
    }

    private static Prose said(RunAccount.Step step) {
        Prose text = Prose.NONE;
        if (!step.note().isEmpty()) {
            text = text.quoted(step.note());
        } else if (!step.said().isEmpty()) {
            text = text.quoted(step.said());
        }
        return text.isEmpty() ? NOTHING : text;
    }

    private static Section decisions(RunAccount account) {
        if (account.decisions().isEmpty()) {
            return new Section("decisions", "Decisions", List.of(new Paragraph(Prose.of("Nobody had to decide."))));
        }
        List<Row> rows = account.decisions().stream()
                .map(one -> Row.of(
                        Prose.of(one.at()),
                        Prose.NONE.quoted(one.by()),
                        Prose.of(one.decision()).then(about(one)),
                        one.reason().isEmpty() ? NOTHING : Prose.NONE.quoted(one.reason())))
                .toList();
        return new Section(
                "decisions",
                "Decisions",
                List.of(
                        new Grid("Who decided what, and why", List.of("When", "Who", "What", "Why"), rows),
                        new Paragraph(Prose.of("Names are recorded as they were given, not authenticated. An approval"
                                + " binds to the plan's hash, and to the facts' where the run is bound to any."))));
    }

    private static Prose about(RunAccount.Decision one) {
        return one.step().isEmpty() ? Prose.NONE : Prose.of(" ").code(one.step());
    }

    private static Section findings(RunAccount account) {
        List<Row> rows = new ArrayList<>();
        for (RunAccount.Step step : account.steps()) {
            step.findings()
                    .forEach(finding -> rows.add(Row.of(
                            Prose.NONE.code(finding.code()),
                            Prose.of(finding.severity()),
                            Prose.NONE.code(step.id()),
                            Prose.NONE.quoted(finding.object()),
                            Prose.NONE.quoted(finding.statement()))));
        }
        Grid grid = new Grid("What checks found", List.of("Code", "Severity", "Step", "About", "Finding"), rows);
        return new Section("findings", "Findings", rows.isEmpty() ? List.of() : List.of(grid));
    }

    /** Proofs and figures, step by step: what a reader compares with the plan's promises. */
    private static Section verified(RunAccount account) {
        List<Row> rows = new ArrayList<>();
        for (RunAccount.Step step : account.steps()) {
            if (!step.proven().isEmpty() || !step.facts().isEmpty()) {
                rows.add(Row.of(
                        Prose.NONE.code(step.id()),
                        step.proven().isEmpty() ? NOTHING : Prose.NONE.quoted(step.proven()),
                        facts(step)));
            }
        }
        Grid grid = new Grid("What each step proved", List.of("Step", "Proof", "Figures"), rows);
        return new Section("verified", "What was verified", rows.isEmpty() ? List.of() : List.of(grid));
    }

    private static Prose facts(RunAccount.Step step) {
        Prose text = Prose.NONE;
        for (var fact : step.facts().entrySet()) {
            text = text.plain(text.isEmpty() ? "" : ", ")
                    .plain(fact.getKey().replace('_', ' ') + " ")
                    .code(fact.getValue());
        }
        return text.isEmpty() ? NOTHING : text;
    }

    private static Section candidate(RunAccount account) {
        List<Prose> items = account.events().stream()
                .map(event -> Prose.of(event.at() + ": ").quoted(event.what()))
                .toList();
        return new Section(
                "candidate", "Waypoints and candidate", items.isEmpty() ? List.of() : List.of(new Bullets(items)));
    }

    private static Section wayBack(RunAccount account) {
        RunAccount.Ending ending = account.ending();
        Prose text;
        if (ending.crossedAt().isEmpty()) {
            text = Prose.of(
                    "Clients were not moved: live is the cluster that it was, and there is nothing to go back from.");
        } else if (!ending.retiredAt().isEmpty()) {
            text = Prose.of("New is live since " + ending.crossedAt() + ". Old live was let go at " + ending.retiredAt()
                    + "; its last image is kept, and going back to it loses what clients wrote since the crossing.");
        } else {
            text = Prose.of("New is live since " + ending.crossedAt()
                    + ". Old live is stopped and kept as it was until it is retired; going back to it loses what clients"
                    + " wrote since the crossing.");
        }
        return new Section("way-back", "Way back", List.of(new Paragraph(text)));
    }

    private static Section programs(RunAccount account) {
        List<Row> rows = account.programs().stream()
                .map(program -> Row.of(Prose.NONE.code(program.path()), Prose.NONE.code(program.sha256())))
                .toList();
        Grid grid = new Grid("Programs that were started", List.of("Program", "SHA-256"), rows);
        return new Section("programs", "Programs", rows.isEmpty() ? List.of() : List.of(grid));
    }

    private static Section evidence(RunAccount account) {
        RunAccount.Evidence evidence = account.evidence();
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(Prose.of("Plan"), Prose.NONE.code(account.asked().planSha256())));
        if (!account.asked().factsSha256().isEmpty()) {
            rows.add(Row.of(
                    Prose.of("Facts of the host"),
                    Prose.NONE.code(account.asked().factsSha256())));
        }
        rows.add(Row.of(
                Prose.of("Last of " + counted(evidence.lines(), "line") + " of the record"),
                Prose.NONE.code(evidence.sha256())));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Grid("What vouches for this report, as SHA-256", List.of("Of", "SHA-256"), rows));
        blocks.add(new Paragraph(Prose.words("The record binds " + counted(evidence.files(), "file") + " with "
                + evidence.bytes() + " bytes on host `" + account.asked().host()
                + "`; each line holds the hash of the one before it.")));
        if (!evidence.cutOff().isEmpty()) {
            blocks.add(new Paragraph(Prose.of("A crash cut off these lines, each noted by the next one: "
                    + evidence.cutOff().toString().replaceAll("[\\[\\]]", "") + ".")));
        }
        blocks.add(new Paragraph(Prose.words("`belay evidence verify " + account.run()
                + "` compares record, files and what Temporal's history anchors.")));
        return new Section("evidence", "Evidence", blocks);
    }

    private static String counted(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }

    static String spent(long milliseconds) {
        return Spent.text(Duration.ofMillis(milliseconds));
    }
}
