package io.belay.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.GivenApproval;
import io.belay.engine.activity.HostDesk;
import io.belay.engine.activity.HostDesk.Deed;
import io.belay.engine.activity.StepResult;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Choice;
import io.belay.engine.run.OperatorRules.Objection;
import io.belay.engine.run.RunState;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the host, which has the last word, whether a person may do what they ask for. Whoever approves or retires waits for the
 * answer, so it is given up before their patience ends. One workflow's threads only.
 */
final class Admissions {

    /** Runs that an earlier engine began know no such question. */
    private static final String CHANGE = "host-admits-persons";

    private static final Duration PICKED_UP = Duration.ofSeconds(5);
    private static final Duration ANSWERED = Duration.ofSeconds(5);

    private final RunOrder order;
    private final ResolvedPlan plan;

    Admissions(RunOrder order, ResolvedPlan plan) {
        this.order = order;
        this.plan = plan;
    }

    /** Whether who started the run may; a guard's rehearsals were asked for when the guard was set up. */
    StepResult toStart(RunState state) {
        if (!isAsked() || Workflow.getInfo().getParentWorkflowId().isPresent()) {
            return StepResult.succeeded("nobody is asked", Map.of());
        }
        return ask(new Deed(
                plan.cluster(), order.startedBy(), action(state), state.rehearsal() ? List.of() : whomGatesAsk()));
    }

    /** @param signed whether it is a new approval, which a host that lists keys wants signed */
    Optional<Objection> toApprove(String person, Choice choice, boolean signed) {
        List<String> asked = plan.steps().stream()
                .filter(step -> step.id().equals(choice.step()))
                .flatMap(step -> whom(step).stream())
                .toList();
        return objection(new Deed(
                plan.cluster(),
                person,
                "approve",
                asked,
                choice.planHash(),
                signed
                        ? Optional.of(new GivenApproval(choice.step(), person, choice.factsHash(), choice.signature()))
                        : Optional.empty(),
                order.run().runId()));
    }

    Optional<Objection> toRetire(String person) {
        return objection(new Deed(plan.cluster(), person, "retire", List.of()));
    }

    private Optional<Objection> objection(Deed deed) {
        if (!isAsked()) {
            return Optional.empty();
        }
        try {
            StepResult answer = ask(deed);
            return answer.outcome() == StepResult.Outcome.SUCCEEDED
                    ? Optional.empty()
                    : Optional.of(new Objection(EngineErrors.NOT_ADMITTED, answer.summary(), answer.remedy()));
        } catch (ActivityFailure failure) {
            String why = failure.getCause() instanceof ApplicationFailure answer
                    ? answer.getOriginalMessage()
                    : Misfire.silence(plan.host(), failure.getCause());
            return Optional.of(new Objection(
                    EngineErrors.NO_ANSWER_IN_TIME,
                    why + ", so it is not known whether `" + deed.person() + "` may `" + deed.action() + "`",
                    "look with `belay doctor`, then try again"));
        }
    }

    private StepResult ask(Deed deed) {
        return Workflow.newActivityStub(HostDesk.class, Times.request(plan.host(), PICKED_UP, ANSWERED))
                .admit(deed);
    }

    private String action(RunState state) {
        if (state.rehearsal()) {
            return "rehearse";
        }
        return order.onBehalfOf().isEmpty() ? "apply" : "retire";
    }

    /** So that a plan whose approver nobody could be is refused now, not after the candidate was built. */
    private List<String> whomGatesAsk() {
        return plan.steps().stream()
                .filter(step -> step.runsOn() == RunsOn.PERSON)
                .flatMap(step -> whom(step).stream())
                .distinct()
                .toList();
    }

    private static List<String> whom(ResolvedStep step) {
        List<String> whom = new ArrayList<>();
        for (JsonNode name : step.with().path("by")) {
            whom.add(name.asText());
        }
        return whom;
    }

    private static boolean isAsked() {
        return Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
    }
}
