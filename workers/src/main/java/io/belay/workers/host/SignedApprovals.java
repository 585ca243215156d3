package io.belay.workers.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.GivenApproval;
import io.belay.engine.activity.HostDesk.Deed;
import io.belay.engine.activity.StepRequest;
import io.belay.engine.activity.StepResult;
import io.belay.plans.approval.ApproverKey;
import io.belay.plans.approval.SignedApproval;
import io.belay.plans.approval.SignedApproval.Subject;
import io.belay.plans.model.HostConfiguration.Users;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether those whom this host's file lists with their keys have signed this very run of this very plan (invariant I9), whatever an engine says of
 * their approvals. A host without keys asks for none. Immutable.
 */
final class SignedApprovals {

    private final String host;
    private final Users users;

    SignedApprovals(String host, Users users) {
        this.host = host;
        this.users = users;
    }

    /** Every gate before the step needs as many valid signatures as the plan says, of different people whom it asks. */
    Optional<StepResult> objection(StepRequest request, ResolvedPlan plan, Instant now) {
        if (users.keys().isEmpty()) {
            return Optional.empty();
        }
        List<ResolvedStep> gates = plan.steps().stream()
                .takeWhile(step -> !step.id().equals(request.stepId()))
                .filter(step -> step.runsOn() == RunsOn.PERSON)
                .toList();
        boolean known = plan.steps().stream().anyMatch(step -> step.id().equals(request.stepId()));
        if (!known || gates.isEmpty()) {
            return refused("the plan asks nobody to approve before `" + request.stepId() + "`");
        }
        // The plan that came along is what would be carried out, so its own hash counts, not the one that is told.
        String hash = CanonicalForm.hash(request.plan());
        for (ResolvedStep gate : gates) {
            Optional<String> missing = missing(gate, hash, request, now);
            if (missing.isPresent()) {
                return refused(missing.get());
            }
        }
        return Optional.empty();
    }

    /** Asked when somebody approves, so that they hear now and not in the window that their signature is missing. */
    Optional<StepResult> objection(Deed deed, Instant now) {
        return users.keys().isEmpty()
                ? Optional.empty()
                : deed.approval()
                        .flatMap(given -> forged(given, deed.run(), deed.cluster(), deed.planHash(), now))
                        .flatMap(this::refused);
    }

    private Optional<String> missing(ResolvedStep gate, String planHash, StepRequest request, Instant now) {
        int wanted = Math.max(1, gate.with().path("count").asInt(1));
        TreeSet<String> signed = new TreeSet<>();
        List<String> others = new ArrayList<>();
        for (GivenApproval given : request.approvals()) {
            if (given.step().equals(gate.id())) {
                wrong(gate, given, planHash, request, now)
                        .ifPresentOrElse(others::add, () -> signed.add(given.person()));
            }
        }
        return signed.size() >= wanted
                ? Optional.empty()
                : Optional.of("`" + gate.id() + "` has " + signed.size() + " of " + wanted + " valid signatures"
                        + (others.isEmpty() ? "" : " (" + String.join("; ", others) + ")"));
    }

    private Optional<String> wrong(
            ResolvedStep gate, GivenApproval given, String planHash, StepRequest request, Instant now) {
        String person = given.person();
        if (!isAsked(gate, person)) {
            return Optional.of("the plan does not ask `" + person + "`");
        }
        if (users.may().getOrDefault("approve", List.of()).stream().noneMatch(group -> isIn(group, person))) {
            return Optional.of("`" + person + "` may not approve on this host");
        }
        return forged(given, request.run().runId(), request.run().cluster(), planHash, now);
    }

    private Optional<String> forged(GivenApproval given, String run, String cluster, String planHash, Instant now) {
        String person = given.person();
        if (SignedApproval.isFormer(given.signature())) {
            return Optional.of(
                    "the signature of `" + person
                            + "` is of an earlier Belay and names no run, so it is to be given anew by a Belay of this host's version");
        }
        Optional<SignedApproval> approval = SignedApproval.read(given.signature());
        if (approval.isEmpty()) {
            return Optional.of("`" + person + "` did not sign");
        }
        Subject subject = new Subject(run, cluster, planHash, given.factsHash(), given.step(), person);
        boolean genuine = users.keys().getOrDefault(person, List.of()).stream()
                .flatMap(key -> ApproverKey.publicKey(key).stream())
                .anyMatch(key -> approval.get().isOf(subject, key));
        if (!genuine) {
            return Optional.of("what came as the signature of `" + person
                    + "` is not of a key that the host's file lists for them, or not for this plan and this run");
        }
        Instant until = approval.get().until();
        return now.isBefore(until)
                ? Optional.empty()
                : Optional.of("the signature of `" + person + "` expired at " + until.truncatedTo(ChronoUnit.SECONDS));
    }

    private boolean isAsked(ResolvedStep gate, String person) {
        JsonNode by = gate.with().path("by");
        boolean asked = by.isEmpty();
        for (JsonNode name : by) {
            asked |= name.asText().equals(person) || isIn(name.asText(), person);
        }
        return asked;
    }

    private boolean isIn(String group, String person) {
        return users.groups().getOrDefault(group, List.of()).contains(person);
    }

    private Optional<StepResult> refused(String why) {
        String who =
                users.keys().keySet().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return Optional.of(StepResult.failed(
                HostErrors.NOT_SIGNED,
                "host `" + host + "` promotes nothing without signed approvals: " + why
                        + ". Nothing was done; live serves on",
                (users.keys().size() == 1 ? "" : "one of ") + who
                        + " signs with `belay approve --sign KEYFILE`; behind a gate that is open, "
                        + "`belay rollback --to` the step before it asks again",
                Map.of()));
    }
}
