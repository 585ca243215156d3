package io.belay.cli;

import io.belay.engine.ledger.LedgerBrief;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Where runs stand. Needs no worker: it reads what the engine has written, and says how old that is. */
@Command(name = "status", description = "Where runs stand; of one run also its last log lines and the next command.")
@CommandGroup(CommandGroup.Heading.RUNS)
final class StatusCommand implements Callable<Integer> {

    private static final int RUNS = 20;

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "RUN|CLUSTER",
            arity = "0..1",
            description = "A run's id, or a cluster (host/name); all runs when left out.")
    private String subject = "";

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (EngineDesk desk = surroundings.open(temporal)) {
            if (subject.isEmpty() || subject.contains("/")) {
                return list(desk);
            }
            RunView run = RunView.of(
                    desk.run(subject).orElseThrow(() -> Failures.noSuchRun(subject, surroundings.console())));
            return one(run, desk.ledger(run.status().cluster()));
        }
    }

    private int list(EngineDesk desk) {
        Console console = surroundings.console();
        String cluster = subject.isEmpty() ? "" : Failures.requireCluster(subject, console);
        List<RunView> runs = desk.runs(cluster, RUNS).stream().map(RunView::of).toList();
        if (output.json()) {
            console.out().println(Json.text(RunJson.runs(runs)));
            return ExitCode.DONE.number();
        }
        if (runs.isEmpty()) {
            console.out()
                    .println("no runs" + (cluster.isEmpty() ? "" : " of " + cluster) + " yet; start one: "
                            + console.command() + " rehearse PLAN");
            return ExitCode.DONE.number();
        }
        Table table = new Table()
                .column("run")
                .column("phase")
                .column("cluster")
                .column("step")
                .column("started")
                .droppable("plan")
                .droppable("snapshot");
        for (RunView run : runs) {
            List<Table.Cell> row = new ArrayList<>();
            row.add(Table.cell(run.id()));
            row.add(Table.cell(StateWords.of(run), text -> StateWords.paint(run.phase(), console.palette(), text)));
            row.add(Table.cell(run.status().cluster()));
            row.add(Table.cell(run.currentStep().orElse("-")));
            row.add(Table.cell(Times.exact(run.observed().startedAt())));
            row.add(Table.cell(run.status().plan()));
            row.add(Table.cell(
                    run.status().snapshot().isEmpty() ? "-" : run.status().snapshot()));
            table.row(row);
        }
        table.lines(console.width(), console.palette()).forEach(console.out()::println);
        return ExitCode.DONE.number();
    }

    /** Only on a terminal: what is piped is read line by line. */
    private static String folded(String line, Console console) {
        return console.interactive() ? Fold.at(line, console.width(), " ".repeat(6)) : line;
    }

    private int one(RunView run, Optional<LedgerBrief> ledger) {
        Console console = surroundings.console();
        if (output.json()) {
            console.out().println(Json.text(RunJson.run(run)));
        } else {
            new RunBlock(run, surroundings.clock().instant(), console.palette())
                    .lines()
                    .forEach(line -> console.out().println(folded(line, console)));
            RunVerdict.of(run, ledger, console).forEach(console.out()::println);
        }
        // Asking succeeded whatever the answer; scripts that want the run's outcome as exit code use `watch`.
        return ExitCode.DONE.number();
    }
}
