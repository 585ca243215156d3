package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.client.LedgerDraft;
import io.belay.engine.ledger.Ledger;
import io.belay.engine.ledger.LedgerDifference;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a cluster's ledger anew out of what its rehearsals left on the host; shows the difference first. */
@Command(
        name = "rebuild",
        description =
                "Make a lost ledger anew from the evidence of rehearsals: shows the difference, changes with --yes.")
final class LedgerRebuildCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "CLUSTER", description = "host/name")
    private String cluster = "";

    @Option(names = "--yes", description = "Put the rebuilt ledger in the place of the present one.")
    private boolean yes;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    LedgerRebuildCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        Failures.requireCluster(cluster, console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            LedgerDraft draft = desk.draftLedger(cluster);
            List<LedgerDifference.Line> lines =
                    LedgerDifference.of(draft.present().orElse(Ledger.empty(cluster)), draft.rebuilt());
            boolean differs = draft.present().filter(draft.rebuilt()::equals).isEmpty();
            boolean replaced = differs && yes;
            if (replaced) {
                desk.replaceLedger(draft);
            }
            if (output.json()) {
                console.out().println(Json.text(document(draft, lines, differs, replaced)));
            } else {
                print(draft, lines, differs, replaced);
            }
        }
        return ExitCode.DONE.number();
    }

    private void print(LedgerDraft draft, List<LedgerDifference.Line> lines, boolean differs, boolean replaced) {
        Console console = surroundings.console();
        Palette palette = console.palette();
        console.out()
                .println(palette.strong(cluster) + "  " + counted(draft.fromEvidence()) + " in the host's evidence, "
                        + draft.fromHistory() + " more in Temporal's history; the present ledger "
                        + draft.present()
                                .map(ledger -> "knows " + ledger.runs().size())
                                .orElse("is lost"));
        if (!draft.kept().isEmpty()) {
            console.out()
                    .println("  " + counted(draft.kept().size())
                            + " only the present ledger knows; what it says of them stays");
        }
        if (!lines.isEmpty()) {
            Table table =
                    new Table().column("step").column("plan").column("now").column("rebuilt");
            lines.forEach(line -> table.row(List.of(
                    Table.cell(line.step()),
                    Table.cell(line.plan()),
                    Table.cell(line.before().isEmpty() ? "-" : line.before()),
                    Table.cell(line.after().isEmpty() ? "-" : line.after()))));
            table.lines(console.width(), palette).forEach(console.out()::println);
        }
        if (replaced) {
            console.out().println(palette.good("the ledger is rebuilt"));
        } else if (differs) {
            console.out()
                    .println("nothing was changed; next  " + console.command() + " ledger rebuild " + cluster
                            + " --yes");
        } else {
            console.out().println("the present ledger says the same; nothing was changed");
        }
    }

    private static String counted(int rehearsals) {
        return rehearsals + (rehearsals == 1 ? " rehearsal" : " rehearsals");
    }

    private static ObjectNode document(
            LedgerDraft draft, List<LedgerDifference.Line> lines, boolean differs, boolean replaced) {
        ObjectNode document = Json.document("ledger-rebuild");
        document.put("cluster", draft.rebuilt().cluster());
        document.put("present", draft.present().isPresent());
        document.put("from_evidence", draft.fromEvidence());
        document.put("from_history", draft.fromHistory());
        document.put("differs", differs);
        document.put("replaced", replaced);
        ArrayNode kept = document.putArray("only_in_present");
        draft.kept().forEach(kept::add);
        ArrayNode steps = document.putArray("steps");
        lines.forEach(line -> steps.addObject()
                .put("step", line.step())
                .put("plan", line.plan())
                .put("now", line.before())
                .put("rebuilt", line.after()));
        return document;
    }
}
