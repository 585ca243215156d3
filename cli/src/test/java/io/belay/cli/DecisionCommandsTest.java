package io.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Preview;
import io.belay.engine.run.Preview.Deed;
import io.belay.plans.approval.ApproverKey;
import io.belay.plans.approval.SignedApproval;
import io.belay.plans.approval.SignedApproval.Subject;
import io.belay.plans.problem.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person decides about a run: each answer says what happens now, what is safe and what to run next. */
class DecisionCommandsTest {

    private final CommandHarness belay = new CommandHarness();

    @Test
    void an_approval_binds_to_the_hash_and_says_what_goes_on() {
        belay.desk.runs.add(Upgrades.waiting());
        belay.desk.future.add(Upgrades.promoting());

        Golden.assertSame(
                "approve",
                belay.run("approve", "r-4b2e", "approve", "--reason", "rehearsed well")
                        .transcript());
        assertThat(belay.desk.calls)
                .containsExactly("approve approve of r-4b2e for " + "ab".repeat(32) + " by dba: rehearsed well");
    }

    @Test
    void run_and_step_may_be_left_out_where_only_one_can_be_meant() {
        belay.desk.runs.addAll(List.of(Samples.running(), Upgrades.waiting()));
        belay.desk.future.add(Upgrades.promoting());

        assertThat(belay.run("approve").exit()).isEqualTo(0);
        assertThat(belay.desk.calls).hasSize(1).first().asString().startsWith("approve approve of r-4b2e");
    }

    @Test
    void a_hash_that_was_read_elsewhere_is_sent_as_it_is_so_that_the_engine_refuses_it() {
        belay.desk.runs.add(Upgrades.waiting());

        belay.run("approve", "--hash", "cdcdcdcdcdcd");
        belay.run("approve", "--hash", "abababababab");

        assertThat(belay.desk.calls.get(0)).contains("for cdcdcdcdcdcd by");
        assertThat(belay.desk.calls.get(1)).contains("for " + "ab".repeat(32) + " by");
    }

    @Test
    void an_approval_under_the_same_id_is_answered_alike_although_its_gate_is_open_by_now() {
        belay.desk.runs.add(Upgrades.waiting());
        belay.desk.future.add(Upgrades.promoting());

        CommandHarness.Outcome first = belay.run("approve", "--request-id", "click");
        CommandHarness.Outcome second = belay.run("approve", "--request-id", "click");

        assertThat(second.transcript()).isEqualTo(first.transcript());
        assertThat(second.exit()).isEqualTo(0);
        assertThat(belay.desk.calls).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "rollback"})
    void a_decision_is_about_the_run_as_it_was_read(String verb) {
        belay.desk.runs.add(Upgrades.stopped());

        belay.run(verb, "r-4b2e");
        belay.run(verb, "r-4b2e", "--revision", "5", "--request-id", "ticket 42");

        assertThat(belay.desk.decisions.get(0).seen()).isEqualTo(7);
        assertThat(belay.desk.decisions.get(1).seen()).isEqualTo(5);
        assertThat(belay.desk.decisions.get(1).requestId()).isEqualTo("ticket 42");
        assertThat(belay.desk.decisions.get(0).requestId()).isNotBlank().isNotEqualTo("ticket 42");
    }

    @Test
    void behind_a_promotion_a_rollback_says_which_side_becomes_live() {
        belay.desk.runs.add(Upgrades.wayBackOpen());
        belay.desk.future.add(Upgrades.wayBackOpen());

        assertThat(belay.run("rollback", "r-4b2e").out()).contains("makes old live again by one more hold");

        belay.desk.runs.clear();
        belay.desk.runs.add(Upgrades.oldAgain());
        belay.desk.future.add(Upgrades.oldAgain());

        assertThat(belay.run("rollback", "r-4b2e").out()).contains("makes new live again by one more hold");
    }

    @Test
    void programs_are_told_who_serves_and_whether_a_way_leads_to_the_other_side() {
        belay.desk.runs.add(Upgrades.oldAgain());

        assertThat(belay.run("status", "r-4b2e", "-o", "json").out().replaceAll("\\s", ""))
                .contains("\"promotion\":{\"at\":\"2026-11-21T12:29:50Z\",\"held_milliseconds\":140,\"live\":\"old\","
                        + "\"way_back\":\"open\",\"way_back_since\":\"2026-11-21T12:29:51Z\","
                        + "\"way_back_lag\":\"lessthan1MiB,lessthan1s\",\"way_back_why\":\"\"}");
    }

    @Test
    void a_pause_and_a_resume_say_what_becomes_of_the_run() {
        belay.desk.runs.add(Upgrades.promoting());
        belay.desk.future.add(Upgrades.waiting());
        belay.desk.future.add(Upgrades.promoting());

        Golden.assertSame(
                "pause-resume",
                belay.run("pause", "r-4b2e", "--reason", "the storage team asked")
                                .transcript()
                        + belay.run("resume", "r-4b2e").transcript());
        assertThat(belay.desk.calls)
                .containsExactly("pause r-4b2e by dba: the storage team asked", "resume r-4b2e by dba: ");
    }

    @Test
    void a_preview_tells_what_would_run_and_decides_nothing() {
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.preview = Optional.of(new Preview(
                "rollback",
                "r-4b2e",
                7,
                "CONFIRM",
                "",
                List.of(
                        new Deed("undo", "publish", "CONFIRM", "what it did outside the candidate"),
                        new Deed("restore", "clone", "SAFE", "the candidate to waypoint w3")),
                0,
                false,
                "w3",
                "waits for a person: retry, roll back or abort"));

        Golden.assertSame(
                "preview",
                belay.run("rollback", "r-4b2e", "--to", "clone", "--preview").transcript()
                        + belay.run("rollback", "r-4b2e", "--to", "clone", "--preview", "-o", "json")
                                .transcript());
        assertThat(belay.desk.decisions).isEmpty();
        assertThat(belay.desk.previews).containsOnly(Choice.of(Kind.ROLLBACK, "clone"));
    }

    @Test
    void a_preview_of_what_is_refused_says_why_and_what_to_do_instead() {
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.preview = Optional.of(new Preview(
                "abort",
                "r-4b2e",
                7,
                "FORBIDDEN",
                "BLY-4028 new is live; the plan of this run has no way back from here\ngo on from new",
                List.of(),
                0,
                false,
                "",
                ""));

        Golden.assertSame(
                "preview-refused",
                belay.run("abort", "r-4b2e", "--stay", "--preview").transcript()
                        + belay.run("abort", "r-4b2e", "--preview", "-o", "json")
                                .transcript());
    }

    @Test
    void a_signed_approval_is_of_this_person_for_this_plan_and_cluster_until_its_time_is_over(@TempDir Path folder)
            throws IOException {
        Path key = Files.writeString(folder.resolve("dba.pem"), """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
                -----END PRIVATE KEY-----
                """);
        belay.desk.runs.add(Upgrades.waiting());
        belay.desk.future.add(Upgrades.promoting());

        CommandHarness.Outcome outcome = belay.run("approve", "r-4b2e", "--sign", key.toString(), "--for", "2d");

        assertThat(outcome.out()).contains("(signed; the host verifies it before clients are held)");
        SignedApproval signed =
                SignedApproval.read(belay.desk.choices.get(0).signature()).orElseThrow();
        assertThat(signed.until()).isEqualTo(CommandHarness.NOW.plus(Duration.ofDays(2)));
        assertThat(signed.isOf(
                        new Subject("r-4b2e", "db1/orders", "ab".repeat(32), "", "approve", "dba"),
                        ApproverKey.publicKey("MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
                                .orElseThrow()))
                .isTrue();
    }

    @Test
    void a_file_without_a_key_signs_nothing(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("dba.pem"), "no key");
        belay.desk.runs.add(Upgrades.waiting());

        CommandHarness.Outcome none = belay.run("approve", "r-4b2e", "--sign", key.toString());
        CommandHarness.Outcome missing =
                belay.run("approve", "r-4b2e", "--sign", folder.resolve("none").toString());

        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("holds no Ed25519 key in PEM", "openssl genpkey -algorithm ed25519");
        assertThat(missing.exit()).isEqualTo(2);
        assertThat(belay.desk.calls).isEmpty();
    }

    @Test
    void more_time_is_given_in_its_normal_spelling() {
        belay.desk.runs.add(Upgrades.promoting());
        belay.desk.future.add(Upgrades.promoting());

        Golden.assertSame(
                "extend",
                belay.run("extend", "r-4b2e", "analyze", "--by", "90m", "--reason", "the disks are slow")
                        .transcript());
        assertThat(belay.desk.calls).containsExactly("extend r-4b2e 'analyze' by 1h30m, by dba: the disks are slow");
    }

    @Test
    void an_abort_that_stays_takes_nothing_back() {
        belay.desk.runs.add(Upgrades.goingOn());
        belay.desk.future.add(Upgrades.stopped());

        Golden.assertSame("abort-stay", belay.run("abort", "r-4b2e", "--stay").transcript());
        assertThat(belay.desk.calls).containsExactly("stop r-4b2e by dba: ");
    }

    @Test
    void a_skip_needs_a_reason_and_says_without_what_the_run_goes_on() {
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.future.add(Upgrades.goingOn());

        Golden.assertSame(
                "skip",
                belay.run("skip", "r-4b2e").transcript()
                        + belay.run("skip", "r-4b2e", "--reason", "statistics are gathered by hand")
                                .transcript());
    }

    @Test
    void an_abort_fits_whatever_happened_unless_a_revision_is_named() {
        belay.desk.runs.add(Upgrades.stopped());

        belay.run("abort", "r-4b2e");
        belay.run("abort", "r-4b2e", "--revision", "7");

        assertThat(belay.desk.decisions).extracting(who -> who.seen()).containsExactly(0, 7);
    }

    @Test
    void a_revision_or_an_id_that_cannot_be_is_refused_before_anybody_is_asked() {
        belay.desk.runs.add(Upgrades.stopped());

        Golden.assertSame(
                "decision-options",
                belay.run("retry", "r-4b2e", "--revision", "-1").transcript()
                        + belay.run("retry", "r-4b2e", "--request-id", "x".repeat(129))
                                .transcript());
        assertThat(belay.desk.decisions).isEmpty();
    }

    @Test
    void several_open_runs_are_named_and_nothing_is_decided() {
        belay.desk.runs.addAll(List.of(Upgrades.stopped(), Upgrades.as(Upgrades.stopped(), "r-55aa")));

        Golden.assertSame(
                "several-runs",
                belay.run("retry").transcript() + belay.run("retry", "db2/none").transcript());
        assertThat(belay.desk.calls).isEmpty();
    }

    @Test
    void a_run_that_waits_for_nobody_cannot_be_approved() {
        belay.desk.runs.add(Upgrades.stopped());

        Golden.assertSame("approve-not-waiting", belay.run("approve", "r-4b2e").transcript());
    }

    @Test
    void a_rejection_needs_a_reason_and_stops_the_run() {
        belay.desk.runs.add(Upgrades.waiting());
        belay.desk.future.add(Upgrades.rejected());

        Golden.assertSame(
                "reject",
                belay.run("reject", "r-4b2e").transcript()
                        + belay.run("reject", "r-4b2e", "--reason", "not in this window")
                                .transcript());
    }

    @Test
    void a_retry_says_that_the_run_goes_on() {
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.future.add(Upgrades.goingOn());

        Golden.assertSame(
                "retry", belay.run("retry", "--reason", "library installed").transcript());
    }

    @Test
    void a_retry_behind_a_fault_of_the_data_is_refused_in_these_very_words() {
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.objection = Optional.of(new EngineFailure(
                EngineErrors.FAULT_IN_SNAPSHOT,
                "the fault is in the snapshot; run `belay rehearse` on a new one",
                "DROP VIEW ops.databases;"));

        var text = belay.run("retry", "r-4b2e");

        assertThat(text.err()).contains(": the fault is in the snapshot; run `belay rehearse` on a new one\n");
        Golden.assertSame(
                "retry-refused",
                text.transcript() + belay.run("retry", "r-4b2e", "-o", "json").transcript());
    }

    @Test
    void an_objection_names_the_run_in_the_command_that_fits() {
        belay.desk.runs.add(Upgrades.promoting());
        belay.desk.objection = Optional.of(new EngineFailure(
                EngineErrors.HOLD_UNDER_WAY,
                "step `promote` is under way: by itself it makes new live, or undoes itself",
                "wait for its end with `belay watch`, then decide"));

        Golden.assertSame("abort-refused", belay.run("abort", "r-4b2e").transcript());
    }

    @Test
    void without_an_engine_a_decision_is_not_taken_and_that_is_said() {
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.objection = Optional.of(new EngineFailure(
                EngineErrors.NO_ENGINE,
                "no engine answers, so `retry` was not taken; the run stays as it is",
                "start `belay engine`, then try again"));

        var outcome = belay.run("retry", "r-4b2e");

        assertThat(outcome.exit()).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(outcome.err()).contains("BLY-4003").contains("the run stays as it is, and goes on without");
    }

    @Test
    void an_abort_says_what_is_taken_back_and_is_kept_where_no_engine_answers() {
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.future.addAll(List.of(Upgrades.aborted()));
        String taken = belay.run("abort", "r-4b2e", "--reason", "wrong plan").transcript();
        belay.desk.runs.clear();
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.engine = false;

        Golden.assertSame("abort", taken + belay.run("abort", "r-4b2e").transcript());
    }

    @Test
    void a_rollback_names_its_target() {
        belay.desk.runs.add(Upgrades.stopped());

        assertThat(belay.run("rollback", "r-4b2e", "--to", "clone").out())
                .contains("run r-4b2e goes back to `clone`, then waits");
        assertThat(belay.run("rollback", "r-4b2e").out()).contains("goes back to its last good step");
        assertThat(belay.desk.calls)
                .containsExactly("rollback r-4b2e to 'clone' by dba: ", "rollback r-4b2e to '' by dba: ");
    }

    @Test
    void retire_is_confirmed_by_the_clusters_name_and_nothing_else() {
        belay.desk.runs.add(Upgrades.lastWord());
        belay.desk.future.add(Upgrades.retiring());

        String refused = belay.run("retire", "r-4b2e").transcript()
                + belay.run("retire", "r-4b2e", "--confirm", "yes").transcript();
        assertThat(belay.desk.calls).isEmpty();

        Golden.assertSame(
                "retire", refused + belay.typing("db1/orders").run("retire").transcript());
        assertThat(belay.desk.calls).containsExactly("retire r-4b2e by dba: ");
    }

    @Test
    void behind_a_run_that_has_ended_retire_starts_one_of_its_own() {
        belay.desk.runs.add(Upgrades.promoted());

        Golden.assertSame(
                "retire-ended",
                belay.run("retire", "r-4b2e", "--confirm", "db1/orders").transcript());
        assertThat(belay.desk.calls).containsExactly("retirement behind r-4b2e by dba");
    }

    @Test
    void decisions_as_json_have_a_format_version() {
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.future.add(Upgrades.goingOn());

        Golden.assertSame(
                "retry-json", belay.run("retry", "r-4b2e", "-o", "json").transcript());
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "reject", "retry", "abort", "rollback", "pause", "resume", "skip", "retire"})
    void a_run_that_nobody_knows_is_a_usage_error(String verb) {
        var outcome = belay.run(verb, "r-none");

        assertThat(outcome.exit()).isEqualTo(ExitCode.USAGE.number());
        assertThat(outcome.err()).contains("BLY-4010");
    }

    @Test
    void status_tells_each_stop_of_an_upgrade_with_what_is_safe_and_what_is_next() {
        StringBuilder all = new StringBuilder();
        for (var run : List.of(
                Upgrades.waiting(),
                Upgrades.promoting(),
                Upgrades.rejected(),
                Upgrades.stopped(),
                Upgrades.kept(),
                Upgrades.wayBackOpen(),
                Upgrades.oldAgain(),
                Upgrades.lastWord(),
                Upgrades.promoted(),
                Upgrades.aborted())) {
            belay.desk.runs.clear();
            belay.desk.runs.add(run);
            var outcome = belay.run("status", "r-4b2e");
            assertThat(outcome.out()).contains("  safe     ").contains("  next     belay ");
            all.append(outcome.transcript());
        }
        Golden.assertSame("status-upgrade", all.toString());
    }

    @Test
    void every_exit_code_of_a_watched_upgrade_tells_where_it_stopped() {
        assertThat(exit(Upgrades.waiting())).isEqualTo(ExitCode.WAITING_FOR_APPROVAL.number());
        assertThat(exit(Upgrades.stopped())).isEqualTo(ExitCode.STOPPED_AT_STEP.number());
        assertThat(exit(Upgrades.kept())).isEqualTo(ExitCode.DONE.number());
        assertThat(exit(Upgrades.lastWord())).isEqualTo(ExitCode.DONE.number());
        assertThat(exit(Upgrades.promoted())).isEqualTo(ExitCode.DONE.number());
        assertThat(exit(Upgrades.aborted())).isEqualTo(ExitCode.ROLLED_BACK.number());
    }

    private int exit(io.belay.engine.client.ObservedRun run) {
        belay.desk.runs.clear();
        belay.desk.runs.add(run);
        return belay.run("watch", "r-4b2e").exit();
    }

    @Test
    void an_error_of_an_unknown_code_is_told_all_the_same() {
        belay.desk.runs.add(Upgrades.stopped());
        belay.desk.objection =
                Optional.of(new EngineFailure(new ErrorCode(4024, ErrorCode.Fault.ENVIRONMENT), "refused", "look"));

        assertThat(belay.run("retry").err()).contains("BLY-4024").contains("next  look");
    }
}
