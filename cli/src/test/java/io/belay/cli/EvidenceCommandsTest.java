package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.client.EvidenceVerdict;
import io.belay.engine.client.EvidenceVerdict.Anchoring;
import io.belay.engine.client.LedgerDraft;
import io.belay.engine.evidence.EvidenceFault;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.EvidenceReport;
import io.belay.engine.ledger.Depth;
import io.belay.engine.ledger.Ledger;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.engine.ledger.StepOutcome;
import io.belay.engine.ledger.StepOutcome.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports, the verification of evidence, and the rebuilding of a ledger. */
class EvidenceCommandsTest {

    private final CommandHarness belay = new CommandHarness();

    @TempDir
    Path folder;

    private void keep(WrittenRecord record) {
        belay.desk.runs.add(Samples.failed());
        belay.desk.files.put("record.jsonl", record.text());
    }

    private static EvidenceVerdict verdict(Anchoring anchoring, boolean ended, EvidenceFault... faults) {
        long anchored = anchoring == Anchoring.WHOLE ? 41 : anchoring == Anchoring.PARTLY ? 38 : 0;
        return new EvidenceVerdict(
                "r-7f3a",
                "db1/orders",
                ended,
                anchoring,
                new EvidenceReport(
                        new EvidenceHead(41, "ef".repeat(32)),
                        12,
                        90_210,
                        anchored == 0 ? 0 : 30,
                        anchored,
                        ended,
                        anchoring == Anchoring.PARTLY ? List.of(7L) : List.of(),
                        ended ? List.of() : List.of("`commands.jsonl` is bound by no line"),
                        List.of(faults)));
    }

    private String verified(EvidenceVerdict verdict, String... further) {
        belay.desk.verdicts.put("r-7f3a", verdict);
        String[] words = new String[3 + further.length];
        System.arraycopy(new String[] {"evidence", "verify", "r-7f3a"}, 0, words, 0, 3);
        System.arraycopy(further, 0, words, 3, further.length);
        return belay.run(words).transcript();
    }

    @Test
    void evidence_that_is_as_it_was_written_is_said_to_be_and_how_far_anybody_vouches_for_it() {
        Golden.assertSame(
                "evidence-verify",
                verified(verdict(Anchoring.WHOLE, true))
                        + verified(verdict(Anchoring.PARTLY, false))
                        + verified(verdict(Anchoring.NO_HEADS, true))
                        + verified(verdict(Anchoring.NO_HISTORY, true), "--cluster", "db1/orders"));
    }

    @Test
    void changed_evidence_names_the_first_line_and_file_and_ends_with_four() {
        EvidenceFault line = new EvidenceFault(
                EvidenceFault.Kind.LINE_CHANGED, 7, "", "line 7 was changed: its neighbours do not fit it");
        EvidenceFault file = new EvidenceFault(
                EvidenceFault.Kind.FILE_MISSING,
                9,
                "clone/gate-1.txt",
                "`clone/gate-1.txt` is missing, which line 9 binds");

        Golden.assertSame(
                "evidence-verify-changed",
                verified(verdict(Anchoring.WHOLE, true, line, file))
                        + verified(verdict(Anchoring.WHOLE, true, line, file), "-o", "json"));
    }

    @Test
    void the_report_of_a_finished_run_is_written_in_three_forms() {
        keep(WrittenRecord.promoted());

        Golden.assertSame("report-md", belay.run("report", "r-7f3a").transcript());
        Golden.assertSame(
                "report-json", belay.run("report", "r-7f3a", "-o", "json").transcript());
        Golden.assertSame(
                "report-html",
                belay.run("report", "r-7f3a", "-o", "html")
                        .transcript()
                        .replaceAll("(?s)<style>.*</style>", "<style>/* as every report */</style>"));
    }

    @Test
    void the_page_holds_no_script_and_what_people_wrote_means_nothing_in_it() {
        keep(WrittenRecord.promoted());

        String html = belay.run("report", "r-7f3a", "-o", "html").out();

        assertThat(html).doesNotContain("<script").doesNotContain("<b>jobs").contains("&lt;b&gt;jobs", "@page");
    }

    @Test
    void a_run_that_let_old_live_go_later_is_told_in_the_report_of_the_one_that_crossed() {
        keep(
                WrittenRecord.promoted()
                        .line(
                                "decision",
                                "",
                                "carol asked",
                                "{'number':1,'decision':'start','by':'carol','at':'2026-11-28T12:00:00Z','rehearsal':false}")
                        .line(
                                "end",
                                "",
                                "the run ended: completed",
                                "{'phase':'COMPLETED','started_at':'2026-11-28T12:00:00Z','ended_at':'2026-11-28T12:01:00Z','steps':[]}"));

        String report = belay.run("report", "r-7f3a").out();

        assertThat(report).contains("let go at 2026-11-28T12:01:00Z").contains("Promoted after 30m");
    }

    @Test
    void a_folder_gets_all_forms_and_the_record_so_that_it_stands_without_the_host() throws IOException {
        keep(WrittenRecord.promoted());

        var outcome = belay.in(folder).run("report", "r-7f3a", "--to", ".");

        assertThat(outcome.exit()).isZero();
        assertThat(folder.resolve("r-7f3a.md")).exists();
        assertThat(folder.resolve("r-7f3a.html")).exists();
        assertThat(folder.resolve("r-7f3a.json")).exists();
        assertThat(Files.readString(folder.resolve("r-7f3a.record.jsonl")))
                .isEqualTo(WrittenRecord.promoted().text());
    }

    @Test
    void the_ending_of_a_file_says_which_form_it_gets() throws IOException {
        keep(WrittenRecord.promoted());

        belay.in(folder).run("report", "r-7f3a", "--to", "done.html");

        assertThat(Files.readString(folder.resolve("done.html"))).startsWith("<!DOCTYPE html>");
    }

    @Test
    void of_changed_evidence_of_an_open_run_and_of_one_nobody_knows_no_report_is_written() {
        keep(WrittenRecord.promoted());
        belay.desk.files.put(
                "record.jsonl", WrittenRecord.promoted().text().replace("31 tables are alike", "32 tables are alike"));
        String changed = belay.run("report", "r-7f3a").transcript();
        belay.desk.files.put(
                "record.jsonl",
                new WrittenRecord().line("note", "", "candidate dropped", "").text());
        String old = belay.run("report", "r-7f3a").transcript();
        belay.desk.runs.clear();
        belay.desk.runs.add(Samples.running());
        String open = belay.run("report", "r-7f3a").transcript();
        belay.desk.runs.clear();

        Golden.assertSame(
                "report-refused",
                changed + old + open + belay.run("report", "r-7f3a").transcript());
    }

    @Test
    void of_a_run_whose_history_is_gone_the_report_is_written_from_its_evidence() {
        belay.desk.files.put("record.jsonl", WrittenRecord.promoted().text());

        var outcome = belay.run("report", "r-7f3a", "--cluster", "db1/orders");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.out()).contains("Held for 4s.");
    }

    @Test
    void a_rebuilt_ledger_is_shown_first_and_put_in_place_with_yes_only() {
        Ledger ledger = Ledger.empty("db1/orders")
                .with(entry("s1", "r1", Result.PASSED))
                .with(entry("s2", "r2", Result.FAILED));
        belay.desk.drafts.put("db1/orders", new LedgerDraft(Optional.empty(), ledger, 1, 1, List.of()));

        String shown = belay.run("ledger", "rebuild", "db1/orders").transcript();
        assertThat(belay.desk.calls).isEmpty();
        String done = belay.run("ledger", "rebuild", "db1/orders", "--yes").transcript();
        assertThat(belay.desk.calls).containsExactly("replace ledger of db1/orders");
        belay.desk.drafts.put("db1/orders", new LedgerDraft(Optional.of(ledger), ledger, 2, 0, List.of()));

        Golden.assertSame(
                "ledger-rebuild",
                shown
                        + done
                        + belay.run("ledger", "rebuild", "db1/orders", "--yes").transcript()
                        + belay.run("ledger", "rebuild", "db1/orders", "-o", "json")
                                .transcript());
        assertThat(belay.desk.calls).hasSize(1);
    }

    private static LedgerEntry entry(String snapshot, String run, Result result) {
        return new LedgerEntry(
                "db1/orders",
                "orders-13-to-17",
                "ab".repeat(32),
                snapshot,
                run,
                "2026-11-21T1" + snapshot.charAt(1) + ":00:00Z",
                result == Result.PASSED,
                Depth.FULL,
                "2026-11-21T10:00:00Z",
                List.of(new StepOutcome("pg_upgrade", result, "", "", "", 12)));
    }
}
