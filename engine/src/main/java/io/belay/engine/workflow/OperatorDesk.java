package io.belay.engine.workflow;

import io.belay.engine.problem.EngineErrors;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Choice.Kind;
import io.belay.engine.run.Decision;
import io.belay.engine.run.Foresight;
import io.belay.engine.run.OperatorRules.Objection;
import io.belay.engine.run.Preview;
import io.belay.engine.run.RunState;
import io.belay.engine.run.RunStatus;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicUpdateHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes in what operators decide: every verb is an update of its name with an {@link OperatorRequest} and the texts of its
 * {@link Choice}, refused by a validator, before anything of it is recorded, where it does not fit. One workflow's threads only.
 */
final class OperatorDesk implements DynamicUpdateHandler {

    /** The run that is decided about. */
    interface Run {

        RunState state();

        RunStatus status();

        /** What changes nothing of the action under way need not wait for its end, which may be hours off. */
        void decideAtOnce(Decision decision);
    }

    private final RunOrder order;
    private final Optional<ResolvedPlan> plan;
    private final Decisions decisions;
    private final Run run;

    OperatorDesk(RunOrder order, Optional<ResolvedPlan> plan, Decisions decisions, Run run) {
        this.order = order;
        this.plan = plan;
        this.decisions = decisions;
        this.run = run;
    }

    @Override
    public void handleValidate(String verb, EncodedValues arguments) {
        refuse(objection(verb, arguments));
    }

    @Override
    public Object handleExecute(String verb, EncodedValues arguments) {
        OperatorRequest who = who(arguments);
        Decision decision = decision(kind(verb).orElseThrow(), arguments);
        refuse(hostsObjection(decision));
        switch (decision.kind()) {
            case PAUSE, RESUME, EXTEND -> run.decideAtOnce(decision);
            case APPROVE, REJECT, RETRY, ABORT, STOP, ROLLBACK, SKIP, RETIRE -> decisions.decide(decision, who.seen());
        }
        return run.status();
    }

    /** What would follow, by the rules and the reducer that would carry it out. */
    Preview preview(String verb, OperatorRequest who, List<String> texts, Instant at) {
        Kind kind = kind(verb).orElseThrow(() -> Decisions.failure(unknown(verb)));
        Decision decision = new Decision(Choice.read(kind, texts), who.operator(), who.reason());
        return Foresight.of(
                run.state(),
                run.status(),
                decision,
                decisions.objectionTo(run.state(), run.status(), decision, who.seen()),
                at);
    }

    private static Objection unknown(String verb) {
        return new Objection(
                EngineErrors.MALFORMED_REQUEST,
                "this engine knows no verb `" + verb + "`",
                "use the command line of the same Belay as the engine");
    }

    private Optional<Objection> objection(String verb, EncodedValues arguments) {
        Optional<Kind> kind = kind(verb);
        return kind.isEmpty()
                ? Optional.of(unknown(verb))
                : decisions.objectionTo(
                        run.state(),
                        run.status(),
                        decision(kind.get(), arguments),
                        who(arguments).seen());
    }

    /** What the host has the last word in; asked when the run itself has nothing against it. */
    private Optional<Objection> hostsObjection(Decision decision) {
        return plan.flatMap(known -> {
            Admissions admissions = new Admissions(order, known);
            return switch (decision.kind()) {
                case APPROVE -> admissions.toApprove(decision.operator(), decision.choice(), true);
                case RETIRE -> admissions.toRetire(decision.operator());
                case EXTEND ->
                    isGate(known, decision.step())
                            ? admissions.toApprove(decision.operator(), decision.choice(), false)
                            : Optional.empty();
                case REJECT, RETRY, ABORT, STOP, ROLLBACK, SKIP, PAUSE, RESUME -> Optional.empty();
            };
        });
    }

    private static boolean isGate(ResolvedPlan plan, String step) {
        return plan.steps().stream().anyMatch(known -> known.id().equals(step) && known.runsOn() == RunsOn.PERSON);
    }

    private static Optional<Kind> kind(String verb) {
        return Kind.find(verb);
    }

    private static OperatorRequest who(EncodedValues arguments) {
        return arguments.get(0, OperatorRequest.class);
    }

    private static Decision decision(Kind kind, EncodedValues arguments) {
        List<String> texts = new ArrayList<>();
        for (int index = 1; index < arguments.getSize(); index++) {
            String text = arguments.get(index, String.class);
            texts.add(text == null ? "" : text);
        }
        OperatorRequest who = who(arguments);
        return new Decision(Choice.read(kind, texts), who.operator(), who.reason());
    }

    private static void refuse(Optional<Objection> objection) {
        if (objection.isPresent()) {
            throw Decisions.failure(objection.get());
        }
    }
}
