package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.client.EvidenceVerdict;
import io.belay.engine.client.EvidenceVerdict.Anchoring;
import io.belay.engine.evidence.EvidenceErrors;
import io.belay.engine.evidence.EvidenceReport;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has the host walk a run's evidence, and compares it with what Temporal's history anchors. Changes nothing. */
@Command(
        name = "verify",
        description = "Compare a run's record, the files that it binds, and what Temporal's history anchors of it.")
final class EvidenceVerifyCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", description = "The run's id.")
    private String id = "";

    @Option(
            names = "--cluster",
            paramLabel = "HOST/NAME",
            description = "The run's cluster, where Temporal's history of the run is gone.")
    private String cluster = "";

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    EvidenceVerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Console console = surroundings.console();
        if (!cluster.isEmpty()) {
            Failures.requireCluster(cluster, console);
        }
        try (EngineDesk desk = surroundings.open(temporal)) {
            EvidenceVerdict verdict = desk.verifyEvidence(id, cluster);
            if (output.json()) {
                console.out().println(Json.text(document(verdict)));
            } else {
                print(verdict);
            }
            return (verdict.isBroken() ? ExitCode.CHECK_BLOCKED : ExitCode.DONE).number();
        }
    }

    private void print(EvidenceVerdict verdict) {
        Console console = surroundings.console();
        Palette palette = console.palette();
        EvidenceReport report = verdict.report();
        console.out().println(headline(verdict, palette));
        report.faults()
                .forEach(fault -> console.out().println("  " + palette.bad("changed") + "   " + fault.statement()));
        console.out()
                .println("  " + palette.quiet("record") + "    " + report.head().line() + " lines, head "
                        + report.head().sha256());
        console.out()
                .println("  " + palette.quiet("files") + "     " + report.files() + " with " + report.bytes()
                        + " bytes bound by it");
        console.out().println("  " + palette.quiet("anchors") + "   " + anchors(verdict));
        if (!report.torn().isEmpty()) {
            console.out()
                    .println("  " + palette.quiet("crash") + "     cut off in line "
                            + report.torn().toString().replaceAll("[\\[\\]]", "") + ", noted by the next one");
        }
        report.unbound().forEach(loose -> console.out().println("  " + palette.quiet("open") + "      " + loose));
        if (verdict.isBroken()) {
            console.err()
                    .println(palette.bad("error[" + EvidenceErrors.CHANGED.text() + "]") + ": the evidence of run "
                            + verdict.run() + " is not what was written");
            console.err().println("  see   " + console.command() + " explain " + EvidenceErrors.CHANGED.text());
        }
        console.err().flush();
    }

    private static String headline(EvidenceVerdict verdict, Palette palette) {
        String run = "evidence of run " + verdict.run() + " of " + verdict.cluster() + ": ";
        if (verdict.isBroken()) {
            return run + palette.bad("changed");
        }
        if (verdict.isUnanchored()) {
            return run + palette.caution("fits, unanchored");
        }
        return run
                + (verdict.anchoring() == Anchoring.WHOLE
                        ? palette.good("as it was written")
                        : palette.good("as it was written") + " up to line "
                                + verdict.report().anchored());
    }

    private static String anchors(EvidenceVerdict verdict) {
        EvidenceReport report = verdict.report();
        return switch (verdict.anchoring()) {
            case WHOLE ->
                report.anchors() + " in Temporal's history, the last for line " + report.anchored() + ", the last one";
            case PARTLY ->
                report.anchors() + " in Temporal's history, the last for line " + report.anchored()
                        + "; nobody vouches for lines behind it"
                        + (verdict.ended() ? "" : " yet");
            case NO_HEADS -> "unanchored: the run's history holds none, its worker was an older one or gave no answer";
            case NO_HISTORY -> "unanchored: Temporal's history of the run is gone";
        };
    }

    private static ObjectNode document(EvidenceVerdict verdict) {
        EvidenceReport report = verdict.report();
        ObjectNode document = Json.document("evidence");
        document.put("run", verdict.run());
        document.put("cluster", verdict.cluster());
        document.put("verdict", verdict.isBroken() ? "changed" : verdict.isUnanchored() ? "unanchored" : "whole");
        document.put("code", verdict.isBroken() ? EvidenceErrors.CHANGED.text() : null);
        document.put("ended", verdict.ended());
        document.put("lines", report.head().line());
        document.put("head_sha256", report.head().sha256());
        document.put("files", report.files());
        document.put("bytes", report.bytes());
        document.put("anchoring", verdict.anchoring().name().toLowerCase(Locale.ROOT));
        document.put("anchors", report.anchors());
        document.put("anchored_line", report.anchored());
        ArrayNode faults = document.putArray("faults");
        report.faults()
                .forEach(fault -> faults.addObject()
                        .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
                        .put("line", fault.line())
                        .put("file", fault.file())
                        .put("statement", fault.statement()));
        ArrayNode open = document.putArray("unbound");
        report.unbound().forEach(open::add);
        ArrayNode torn = document.putArray("cut_off_lines");
        report.torn().forEach(torn::add);
        return document;
    }
}
