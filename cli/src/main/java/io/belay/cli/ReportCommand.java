package io.belay.cli;

import io.belay.cli.report.RunStory;
import io.belay.engine.client.ObservedRun;
import io.belay.engine.evidence.Chain;
import io.belay.engine.evidence.EvidenceErrors;
import io.belay.engine.evidence.EvidenceFault;
import io.belay.plans.review.AccountReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what a finished run did, from its evidence alone: fetched through the host's worker, written wherever this command runs. */
@Command(name = "report", description = "Write the report of a finished run: what was asked, done, decided and proven.")
@CommandGroup(CommandGroup.Heading.RUNS)
final class ReportCommand implements Callable<Integer> {

    enum Form {
        md,
        html,
        json
    }

    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "md|html|json",
            description = "Default: by the ending of --to, else md.")
    private Optional<Form> form = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "FILE|DIR",
            description = "Write it there; into a folder go all three forms and the run's record.")
    private Path to = Path.of("");

    @Option(
            names = "--cluster",
            paramLabel = "HOST/NAME",
            description = "The run's cluster, where Temporal's history of the run is gone.")
    private String cluster = "";

    @Mixin
    private TemporalOption temporal;

    ReportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        ReportFiles files = new ReportFiles(to, console);
        byte[] record;
        String kept;
        try (EngineDesk desk = surroundings.open(temporal)) {
            Optional<ObservedRun> run = desk.run(id);
            run.ifPresent(this::requireEnd);
            String where = run.map(known -> known.status().cluster()).orElse(cluster);
            if (where.isEmpty()) {
                throw noHistory();
            }
            kept = run.isPresent() ? desk.evidenceOf(id) : id;
            record = new RecordReading(desk, Failures.requireCluster(where, console), kept).all();
        }
        AccountReport report = report(kept, record);
        if (files.isFolder()) {
            files.write(kept + ".md", report.markdown());
            files.write(kept + ".html", report.html());
            files.write(kept + ".json", report.json());
            files.write(kept + ".record.jsonl", new String(record, StandardCharsets.UTF_8));
        } else {
            files.write("", text(report, files));
        }
        return ExitCode.DONE.number();
    }

    private String text(AccountReport report, ReportFiles files) {
        return switch (form.orElseGet(files::form)) {
            case md -> report.markdown();
            case html -> report.html();
            case json -> report.json();
        };
    }

    private AccountReport report(String kept, byte[] record) {
        Chain chain = Chain.read(record);
        RunStory story = new RunStory(kept, chain);
        Optional<EvidenceFault> fault = chain.fault();
        if (fault.isPresent()) {
            throw new CliFailure(
                    ExitCode.CHECK_BLOCKED,
                    EvidenceErrors.CHANGED,
                    "the record of run `" + kept + "` is not what was written: "
                            + fault.get().statement(),
                    "no report was written: it would look like proof",
                    surroundings.console().command() + " evidence verify " + id + " says all that is changed");
        }
        if (!story.hasBeginning()) {
            throw new CliFailure(
                    ExitCode.CHECK_BLOCKED,
                    EvidenceErrors.NO_RECORD,
                    "the evidence of run `" + kept + "` does not say who asked for it: an older worker wrote it",
                    "nothing was written",
                    surroundings.console().command() + " status " + id + " and "
                            + surroundings.console().command() + " logs " + id + " tell what there is");
        }
        return new AccountReport(story.account());
    }

    private void requireEnd(ObservedRun run) {
        if (!run.isEnded()) {
            throw new CliFailure(
                    ExitCode.CHECK_BLOCKED,
                    EvidenceErrors.NOT_ENDED,
                    "run `" + id + "` has not ended, so there is nothing final to report",
                    "the run goes on; nothing was written",
                    surroundings.console().command() + " status " + id);
        }
    }

    private CliFailure noHistory() {
        return new CliFailure(
                ExitCode.USAGE,
                EvidenceErrors.NO_HISTORY,
                "Temporal knows no run `" + id
                        + "`, so it is not known which host keeps its evidence; its history may have been deleted",
                "nothing was written",
                "name its cluster: " + surroundings.console().command() + " report " + id + " --cluster HOST/NAME");
    }

    /** Where a report goes. */
    private static final class ReportFiles {

        private final Path to;
        private final Console console;

        private ReportFiles(Path to, Console console) {
            this.to = to;
            this.console = console;
        }

        private boolean isFolder() {
            return !to.toString().isEmpty()
                    && Files.isDirectory(console.workingFolder().resolve(to));
        }

        private Form form() {
            String name = to.toString();
            if (name.endsWith(".html") || name.endsWith(".htm")) {
                return Form.html;
            }
            return name.endsWith(".json") ? Form.json : Form.md;
        }

        /** @param name within the folder; empty for the file itself */
        private void write(String name, String text) {
            new WrittenFile(name.isEmpty() ? to : to.resolve(name), "--to").write(text, console);
        }
    }
}
