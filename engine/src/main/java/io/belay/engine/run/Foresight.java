package io.belay.engine.run;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.OperatorRules.Objection;
import io.belay.engine.run.Preview.Deed;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays a decision forward by the very rules and reducer that would carry it out, with a host whose every answer is good. Pure: the
 * state that it begins with is not changed, because none ever is.
 */
public final class Foresight {

    /** No plan has that many deeds; a run that went round in circles would end here. */
    private static final int TURNS = 1000;

    private static final Set<Touches> BEYOND =
            EnumSet.of(Touches.LIVE, Touches.CLIENTS, Touches.OLD_LIVE, Touches.OUTSIDE);

    private final RunState before;
    private final Instant at;
    private final List<Deed> deeds = new ArrayList<>();
    private Grade grade = Grade.SAFE;
    private String waypoint = "";
    private boolean clients;

    private Foresight(RunState before, Instant at) {
        this.before = before;
        this.at = at;
    }

    /**
     * @param shown the run as it is told now, with its revision
     * @param refusal why the run would not take the decision, by the rules that its validator asks
     */
    public static Preview of(
            RunState state, RunStatus shown, Decision decision, Optional<Objection> refusal, Instant at) {
        return refusal.map(why -> refused(shown, decision, why))
                .orElseGet(() -> new Foresight(state, at).played(shown, decision));
    }

    private static Preview refused(RunStatus shown, Decision decision, Objection why) {
        return new Preview(
                decision.kind().word(),
                shown.run(),
                shown.revision(),
                Grade.FORBIDDEN.name(),
                why.write(),
                List.of(),
                0,
                false,
                "",
                "");
    }

    private Preview played(RunStatus shown, Decision decision) {
        RunState state = Reducer.apply(before, new Event.Decided(decision, at));
        for (int turn = 0; turn < TURNS; turn++) {
            Action action = Reducer.next(state);
            boolean waits = action.verb() == Verb.PAUSE && !action.step().isEmpty();
            if (waits
                    || action.verb() == Verb.LOOK
                    || action.verb() == Verb.END
                    || action.verb() == Verb.AWAIT_OPERATOR) {
                break;
            }
            note(action, state);
            state = Reducer.apply(
                    state,
                    action.verb() == Verb.PAUSE
                            ? new Event.Elapsed(at)
                            : new Event.Answered(action, answer(action, state), at));
        }
        int left = Math.max(0, deeds.size() - Preview.MOST);
        return new Preview(
                decision.kind().word(),
                shown.run(),
                shown.revision(),
                grade.name(),
                "",
                deeds.subList(0, deeds.size() - left),
                left,
                clients,
                waypoint,
                then(shown.run(), state));
    }

    private StepResult answer(Action action, RunState state) {
        boolean crosses = !action.step().isEmpty() && state.step(action.step()).touchesClients();
        return StepResult.succeeded(
                "as foreseen", crosses ? Map.of("crossing", "commit", "way_back", "open") : Map.of());
    }

    private static String then(String run, RunState state) {
        Waits waits = Waits.of(run, state);
        return waits.text().isEmpty()
                ? "the run has ended: " + state.phase().name().toLowerCase(Locale.ROOT)
                : "waits for " + waits.text();
    }

    private void note(Action action, RunState state) {
        switch (action.verb()) {
            case ANNOUNCE -> add("ask", "", Grade.SAFE, "the host, whether it can carry out every step");
            case RUN -> run(state.step(action.step()).step(), isAtWork(action));
            case INSPECT -> add("inspect", action.step(), Grade.SAFE, "nothing is launched on a guess");
            case UNDO -> undo(state.step(action.step()).step());
            case RESTORE -> {
                waypoint = action.waypoint();
                add("restore", action.step(), Grade.SAFE, "the candidate to waypoint " + action.waypoint());
            }
            case DROP_CANDIDATE -> {
                waypoint = "";
                add("drop", "", Grade.CONFIRM, "the candidate and its waypoints: what was built is built anew");
            }
            case TAKE_WAYPOINT -> waypoint = action.waypoint();
            case SWAP -> swap(state);
            case INSPECT_SWAP -> add("inspect", action.step(), Grade.SAFE, "nothing is swapped on a guess");
            case PROBE, PREPARE, VERIFY, LOOK, PAUSE, AWAIT_OPERATOR, END -> {}
        }
    }

    private boolean isAtWork(Action action) {
        return before.step(action.step()).status() == StepStatus.RUNNING
                && before.step(action.step()).epoch() == action.epoch();
    }

    private void run(ResolvedStep step, boolean atWork) {
        clients |= step.touches().contains(Touches.CLIENTS);
        String touched = step.touches().stream()
                .filter(BEYOND::contains)
                .map(what -> what.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        boolean safe = touched.isEmpty();
        add(
                atWork ? "go on" : "run",
                step.id(),
                safe ? Grade.SAFE : Grade.CONFIRM,
                safe ? "" : "touches " + touched + (step.touches().contains(Touches.CLIENTS) ? ": the crossing" : ""));
    }

    private void swap(RunState state) {
        WayBack way = state.wayBack().orElseThrow();
        clients = true;
        add(
                "swap",
                way.step(),
                Grade.CONFIRM,
                "touches live, clients: " + way.to() + " becomes live again by one more hold, with every row that "
                        + (way.to().equals(way.other()) ? way.live() : way.other()) + " took");
    }

    private void undo(ResolvedStep step) {
        boolean live = step.touches().stream().anyMatch(BEYOND::contains);
        add("undo", step.id(), live ? Grade.CONFIRM : Grade.SAFE, live ? "what it did outside the candidate" : "");
    }

    private void add(String does, String step, Grade of, String why) {
        grade = grade.or(of);
        deeds.add(new Deed(does, step, of.name(), why));
    }
}
