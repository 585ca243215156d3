package io.belay.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.engine.activity.GivenApproval;
import io.belay.engine.activity.HostDesk.Deed;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.approval.ApproverKey;
import io.belay.plans.approval.SignedApproval;
import io.belay.plans.approval.SignedApproval.Subject;
import io.belay.plans.model.HostConfiguration.Users;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.OnFailure;
import io.belay.plans.resolve.ResolvedStep.Retry;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.resolve.ResolvedStep.When;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an engine says of approvals counts for nothing on a host that lists keys. */
class SignedApprovalsTest {

    /** Of RFC 8032; everybody may read it. */
    private static final PrivateKey CAROLS = ApproverKey.privateKey("""
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """).orElseThrow();

    private static final String LISTED = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    private static final Instant NOW = Instant.parse("2026-11-28T01:00:00Z");
    private static final ResolvedPlan PLAN = plan("orders", true);
    private static final String TEXT = CanonicalForm.write(PLAN);
    private static final String HASH = CanonicalForm.hash(TEXT);

    private final SignedApprovals host = new SignedApprovals("db1", users(Map.of("carol", List.of(LISTED))));

    @Test
    void a_signature_of_a_listed_key_over_this_plan_lets_clients_be_held() {
        assertThat(objection(approval("carol", signed("carol", HASH, "db1/orders", NOW.plusSeconds(1)))))
                .isEmpty();
    }

    @Test
    void a_host_that_lists_no_keys_asks_for_none() {
        SignedApprovals without = new SignedApprovals("db1", users(Map.of()));

        assertThat(without.objection(request(TEXT, List.of()), PLAN, NOW)).isEmpty();
    }

    @Test
    void whatever_is_missing_or_forged_is_refused_and_named() {
        assertThat(why(List.of())).contains("`approve` has 0 of 1 valid signatures");
        assertThat(why(List.of(approval("carol", "")))).contains("`carol` did not sign");
        assertThat(why(List.of(approval("mallory", signed("mallory", HASH, "db1/orders", NOW.plusSeconds(60))))))
                .contains("`mallory` may not approve on this host");
        assertThat(why(List.of(approval("bob", signed("bob", HASH, "db1/orders", NOW.plusSeconds(60))))))
                .contains("is not of a key that the host's file lists for them");
        assertThat(why(List.of(approval("carol", signed("carol", "ab".repeat(32), "db1/orders", NOW.plusSeconds(60))))))
                .contains("or not for this plan and this run");
        assertThat(why(List.of(approval("carol", signed("carol", HASH, "db1/other", NOW.plusSeconds(60))))))
                .contains("or not for this plan and this run");
        assertThat(why(List.of(approval("carol", signed("carol", HASH, "db1/orders", NOW)))))
                .contains("the signature of `carol` expired at 2026-11-28T01:00:00Z");
    }

    @Test
    void the_plan_that_came_along_counts_and_not_the_hash_that_is_told() {
        ResolvedPlan other = plan("another", true);

        StepResult refused = host.objection(
                        request(
                                CanonicalForm.write(other),
                                List.of(approval("carol", signed("carol", HASH, "db1/orders", NOW.plusSeconds(60))))),
                        other,
                        NOW)
                .orElseThrow();

        assertThat(refused.code()).isEqualTo("BLY-3064");
    }

    @Test
    void a_plan_that_asks_nobody_is_not_promoted() {
        ResolvedPlan silent = plan("orders", false);

        assertThat(host.objection(request(CanonicalForm.write(silent), List.of()), silent, NOW)
                        .orElseThrow()
                        .summary())
                .contains("the plan asks nobody to approve before `promote`");
    }

    @Test
    void a_signature_for_one_run_serves_no_other_run_of_the_same_plan() {
        SignedApproval other = SignedApproval.sign(
                new Subject("r0", "db1/orders", HASH, "", "approve", "carol"), NOW.plusSeconds(60), CAROLS);

        assertThat(why(List.of(approval("carol", other.write())))).contains("or not for this plan and this run");
    }

    @Test
    void a_signature_of_the_form_that_named_no_run_is_refused_and_told_apart() {
        String former = signed("carol", HASH, "db1/orders", NOW.plusSeconds(60)).replaceFirst("^v2", "v1");

        assertThat(why(List.of(approval("carol", former))))
                .contains("the signature of `carol` is of an earlier Belay and names no run");
    }

    @Test
    void one_person_twice_is_one_person() {
        SignedApproval first = signed("carol", HASH, "db1/orders", NOW.plusSeconds(60), CAROLS);
        List<GivenApproval> twice = List.of(approval("carol", first.write()), approval("carol", first.write()));

        assertThat(host.objection(request(TEXT, twice), PLAN, NOW)).isEmpty();
    }

    @Test
    void who_approves_without_a_signature_hears_it_at_once() {
        Deed unsigned =
                new Deed("db1/orders", "carol", "approve", List.of(), HASH, Optional.of(approval("carol", "")), "r1");
        Deed signed = new Deed(
                "db1/orders",
                "carol",
                "approve",
                List.of(),
                HASH,
                Optional.of(approval("carol", signed("carol", HASH, "db1/orders", NOW.plusSeconds(60)))),
                "r1");
        Deed forAnotherRun = new Deed("db1/orders", "carol", "approve", List.of(), HASH, signed.approval(), "r2");

        assertThat(host.objection(unsigned, NOW).orElseThrow().remedy()).contains("belay approve --sign KEYFILE");
        assertThat(host.objection(signed, NOW)).isEmpty();
        assertThat(host.objection(forAnotherRun, NOW).orElseThrow().summary()).contains("and this run");
        assertThat(host.objection(new Deed("db1/orders", "carol", "retire", List.of()), NOW))
                .isEmpty();
    }

    private static ResolvedPlan plan(String name, boolean gated) {
        List<ResolvedStep> steps =
                gated ? List.of(step("approve", RunsOn.PERSON, List.of()), promote()) : List.of(promote());
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new ResolvedPlan(
                "belay/v1",
                1,
                name,
                "dba-team@example.com",
                "",
                "db1/orders",
                json.objectNode(),
                json.objectNode().put("version", 17),
                json.objectNode(),
                steps);
    }

    private static ResolvedStep promote() {
        return step("promote", RunsOn.HOST, List.of(Touches.LIVE, Touches.CLIENTS));
    }

    private static ResolvedStep step(String id, RunsOn runsOn, List<Touches> touches) {
        return new ResolvedStep(
                id,
                id,
                runsOn,
                touches,
                false,
                true,
                new Back("nothing", "nothing"),
                When.APPLY,
                List.of(),
                new Retry(1, "1s"),
                "none",
                new OnFailure("last_good_step", "wait_for_operator"),
                "",
                JsonNodeFactory.instance.objectNode());
    }

    private static Users users(Map<String, List<String>> keys) {
        return new Users(
                List.of(), Map.of("board", List.of("carol", "bob")), Map.of("approve", List.of("board")), keys);
    }

    private static String signed(String person, String hash, String cluster, Instant until) {
        return signed(person, hash, cluster, until, CAROLS).write();
    }

    private static SignedApproval signed(String person, String hash, String cluster, Instant until, PrivateKey key) {
        return SignedApproval.sign(new Subject("r1", cluster, hash, "", "approve", person), until, key);
    }

    private static GivenApproval approval(String person, String signature) {
        return new GivenApproval("approve", person, "", signature);
    }

    private static StepRequest request(String plan, List<GivenApproval> approvals) {
        return new StepRequest(
                new RunReference("r1", false, "db1/orders", "orders-13-to-17", HASH, ""),
                "promote",
                "promote",
                1,
                1,
                0,
                17,
                "{}",
                plan,
                approvals,
                List.of());
    }

    private Optional<StepResult> objection(GivenApproval approval) {
        return host.objection(request(TEXT, List.of(approval)), PLAN, NOW);
    }

    private String why(List<GivenApproval> approvals) {
        StepResult refused = host.objection(request(TEXT, approvals), PLAN, NOW).orElseThrow();
        assertThat(refused.code()).isEqualTo("BLY-3064");
        assertThat(refused.summary()).contains("Nothing was done; live serves on");
        return refused.summary();
    }
}
