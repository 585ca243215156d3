package io.belay.cli;

import io.belay.engine.ledger.FailingSince;
import io.belay.engine.ledger.LedgerBrief;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Since when each step fails. Needs no worker. */
@Command(
        name = "ledger",
        description = "Each step's outcome over the snapshots: since when it fails, when it last passed.",
        synopsisSubcommandLabel = "[rebuild]")
@CommandGroup(CommandGroup.Heading.RUNS)
final class LedgerCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CLUSTER", arity = "0..1", description = "host/name")
    private String cluster = "";

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    LedgerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (cluster.isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "name the cluster whose ledger to read");
        }
        Console console = surroundings.console();
        Failures.requireCluster(cluster, console);
        try (EngineDesk desk = surroundings.open(temporal)) {
            Optional<LedgerBrief> ledger = desk.ledger(cluster);
            if (output.json()) {
                console.out().println(Json.text(LedgerDocument.of(cluster, ledger)));
            } else {
                ledger.filter(known ->
                                !known.failing().isEmpty() || !known.steps().isEmpty())
                        .ifPresentOrElse(this::print, this::printEmpty);
                GuardLine.of(desk, cluster, surroundings.console().palette()).ifPresent(console.out()::println);
            }
        }
        return ExitCode.DONE.number();
    }

    private void printEmpty() {
        surroundings
                .console()
                .out()
                .println("nothing was rehearsed for " + cluster + " yet; begin with: "
                        + surroundings.console().command() + " rehearse PLAN");
    }

    private void print(LedgerBrief ledger) {
        Console console = surroundings.console();
        Palette palette = console.palette();
        Set<String> plans = plans(ledger);
        console.out()
                .println(palette.strong(ledger.cluster())
                        + (plans.size() == 1 ? "  by plan " + plans.iterator().next() + ", " : "  ")
                        + "newest rehearsed snapshot " + ledger.lastSnapshot()
                        + ", " + ledger.updated());
        Table table = new Table()
                .column("step")
                .column("")
                .column("since when")
                .number("took")
                .column(plans.size() == 1 ? "" : "plan")
                .droppable("code");
        for (FailingSince step : ledger.failing()) {
            table.row(List.of(
                    Table.cell(step.step()),
                    Table.cell("fails", palette::bad),
                    Table.cell(RunVerdict.sinceWhen(step)),
                    Table.cell("-"),
                    Table.cell(plans.size() == 1 ? "" : step.plan()),
                    Table.cell(step.code())));
        }
        for (LedgerBrief.Well step : ledger.steps()) {
            String since = step.since().isEmpty() ? "" : ", well again since " + step.since();
            table.row(List.of(
                    Table.cell(step.step()),
                    Table.cell("passes", palette::good),
                    Table.cell("last on " + step.lastPassed() + since),
                    Table.cell(Times.spent(Duration.ofMillis(step.milliseconds()))),
                    Table.cell(plans.size() == 1 ? "" : step.plan()),
                    Table.cell("-")));
        }
        table.lines(console.width(), palette).forEach(console.out()::println);
        if (ledger.leftOut() > 0) {
            console.out().println(palette.quiet("and " + ledger.leftOut() + " more steps"));
        }
        for (FailingSince step : ledger.failing()) {
            String object = step.object().isEmpty() ? "" : " (" + step.object() + ")";
            console.out().println(palette.bad(step.step()) + ": " + step.error() + object);
        }
    }

    private static Set<String> plans(LedgerBrief ledger) {
        Set<String> plans = new LinkedHashSet<>();
        ledger.failing().forEach(step -> plans.add(step.plan()));
        ledger.steps().forEach(step -> plans.add(step.plan()));
        return plans;
    }
}
