package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Decision.Kind;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of runs on a host that answers at random, and what must hold in each of them. */
class RandomWalkTest {

    /** The long form is {@code -Dwalks=200000}; {@code -Dwalk.seed=N} repeats one. */
    private static final int WALKS = Integer.getInteger("walks", 4000);

    private static final int LONGEST = 3000;

    @Test
    void whatever_a_host_answers_the_promises_hold() {
        long seed = Long.getLong("walk.seed", new Random().nextLong());
        int completed = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            Walk one = new Walk(seed + walk);
            try {
                completed += one.toItsEnd() == Phase.COMPLETED ? 1 : 0;
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + (seed + walk) + "L: " + one.log, failure);
            }
        }
        assertThat(completed).as("walks that complete, from seed %dL", seed).isPositive();
    }

    /** One run, beside a model of what lies on the host. */
    private static final class Walk {
        private final Random random;
        private final List<String> log = new ArrayList<>();
        private final Map<String, List<String>> waypoints = new HashMap<>();
        private final Set<String> launched = new HashSet<>();
        private final Set<String> prepared = new HashSet<>();
        private List<String> candidate = new ArrayList<>();
        private final boolean stubborn;
        private boolean exists;
        private boolean ranAnything;
        private boolean decided;
        private RunState state;
        private Instant now = Instant.parse("2026-11-21T13:00:00Z");

        private Walk(long seed) {
            this.random = new Random(seed);
            // Some hosts never find out what became of a step.
            this.stubborn = random.nextInt(5) == 0;
            ResolvedPlan plan = random.nextBoolean() ? Plans.minimal() : Plans.withPublish();
            this.state = RunState.start(plan, random.nextBoolean(), now);
        }

        private Phase toItsEnd() {
            for (int turn = 0; turn < LONGEST; turn++) {
                now = now.plusSeconds(1 + random.nextInt(30));
                Action action = Reducer.next(state);
                assertThat(Reducer.next(state)).isEqualTo(action);
                if (action.verb() == Verb.END) {
                    atTheEnd();
                    return state.phase();
                }
                Event event = random.nextInt(60) == 0 ? abort() : perform(action);
                int revision = state.revision();
                state = Reducer.apply(state, event);
                assertThat(state.revision()).isGreaterThan(revision);
            }
            throw new AssertionError("the run does not end");
        }

        private void atTheEnd() {
            assertThat(StatusText.size(StatusText.of(
                            new io.belay.engine.activity.RunReference(
                                    "r1", state.rehearsal(), "db1/orders", "p", "h", "s"),
                            state)))
                    .isLessThanOrEqualTo(StatusText.LIMIT);
            if (state.rehearsal() && ranAnything && state.note().isEmpty()) {
                assertThat(exists).as("a rehearsal leaves its candidate").isFalse();
            }
            if (state.phase() == Phase.COMPLETED) {
                assertThat(state.steps())
                        .allMatch(step -> step.status() == StepStatus.DONE || step.status() == StepStatus.SKIPPED);
            }
            // A rehearsal waits for nobody: what it could not drop it names in its note.
            if (state.phase() == Phase.ABORTED
                    && !(state.rehearsal() && !state.note().isEmpty())) {
                assertThat(exists).as("an aborted run leaves its candidate").isFalse();
            }
        }

        private Event abort() {
            Decision decision = Play.decision(Kind.ABORT, "");
            assertThat(OperatorRules.check(state, decision, "hash")).isEmpty();
            log.add("abort");
            decided = true;
            return new Event.Decided(decision, now);
        }

        private Event perform(Action action) {
            log.add(action.verb() + " " + action.step() + " " + action.epoch() + " " + action.waypoint());
            return switch (action.verb()) {
                case PAUSE -> new Event.Elapsed(now);
                case AWAIT_OPERATOR -> operator(action);
                case ANNOUNCE, PROBE -> any(action, 40);
                case PREPARE -> prepare(action);
                case RUN -> run(action);
                case INSPECT -> stubborn ? new Event.Answered(action, Play.unclear(), now) : any(action, 4);
                case VERIFY -> any(action, 4);
                case TAKE_WAYPOINT -> freeze(action);
                case RESTORE, UNDO, DROP_CANDIDATE -> takeBack(action);
                case END -> throw new AssertionError("the end is not performed");
            };
        }

        private Event prepare(Action action) {
            requireAllowed(action);
            Event event = any(action, 8);
            if (event instanceof Event.Answered answer && answer.result().outcome() == StepResult.Outcome.SUCCEEDED) {
                prepared.add(action.step() + action.epoch());
            }
            return event;
        }

        private Event run(Action action) {
            requireAllowed(action);
            ranAnything = true;
            assertThat(prepared).contains(action.step() + action.epoch());
            assertThat(launched.add(action.step() + action.epoch()))
                    .as("an epoch is launched twice")
                    .isTrue();
            StepState step = state.step(action.step());
            if (step.touchesCandidate()) {
                assertThat(candidate)
                        .as("the candidate under " + action.step())
                        .containsExactlyElementsOf(before(step));
                candidate.add(action.step());
                exists = true;
            }
            return any(action, 4);
        }

        /** What a candidate has to hold before a step: the steps before it that change it, once each. */
        private List<String> before(StepState step) {
            return state.steps().stream()
                    .filter(other -> other.number() < step.number()
                            && other.touchesCandidate()
                            && other.status() != StepStatus.SKIPPED)
                    .map(StepState::id)
                    .toList();
        }

        private Event freeze(Action action) {
            assertThat(waypoints).as("a waypoint's name is used twice").doesNotContainKey(action.waypoint());
            Event event = any(action, 20);
            if (event instanceof Event.Answered answer && answer.result().outcome() == StepResult.Outcome.SUCCEEDED) {
                waypoints.put(action.waypoint(), List.copyOf(candidate));
            }
            return event;
        }

        private Event takeBack(Action action) {
            boolean unclear = state.failure().filter(Failure::unclear).isPresent();
            assertThat(decided || state.rehearsal() || !unclear)
                    .as("something is taken back on a doubt")
                    .isTrue();
            Event event = any(action, 10);
            if (event instanceof Event.Answered answer && answer.result().outcome() == StepResult.Outcome.SUCCEEDED) {
                if (action.verb() == Verb.RESTORE) {
                    assertThat(waypoints).containsKey(action.waypoint());
                    candidate = new ArrayList<>(waypoints.get(action.waypoint()));
                } else if (action.verb() == Verb.DROP_CANDIDATE) {
                    candidate = new ArrayList<>();
                    waypoints.clear();
                    exists = false;
                }
            }
            return event;
        }

        private Event operator(Action action) {
            assertThat(state.rehearsal()).as("a rehearsal waits for a person").isFalse();
            Kind kind = action.step().isEmpty()
                    ? (random.nextInt(4) == 0 ? Kind.ROLLBACK : Kind.RETRY)
                    : (random.nextInt(3) == 0 ? Kind.REJECT : Kind.APPROVE);
            String step = kind == Kind.ROLLBACK ? anyDone() : action.step();
            Decision decision = Play.decision(kind, step);
            boolean refused = OperatorRules.check(state, decision, "hash").isPresent();
            boolean inSnapshot = state.failure().filter(Failure::isInSnapshot).isPresent();
            if (kind == Kind.RETRY) {
                assertThat(refused).isEqualTo(inSnapshot);
            }
            if (refused) {
                return abort();
            }
            log.add(kind + " " + step);
            decided = kind == Kind.ROLLBACK || decided;
            return new Event.Decided(decision, now);
        }

        private String anyDone() {
            List<String> done = state.steps().stream()
                    .filter(step -> step.status() == StepStatus.DONE)
                    .map(StepState::id)
                    .toList();
            return done.isEmpty() ? "" : done.get(random.nextInt(done.size()));
        }

        private void requireAllowed(Action action) {
            StepState step = state.step(action.step());
            assertThat(state.rehearsal() && Participation.isForbiddenInRehearsal(step.step()))
                    .as("a rehearsal reaches beyond its candidate")
                    .isFalse();
        }

        /** Mostly good; else any answer that a host can give. */
        private Event any(Action action, int oneIn) {
            if (random.nextInt(oneIn) != 0) {
                return new Event.Answered(action, Play.good(), now);
            }
            return switch (random.nextInt(6)) {
                case 0 -> new Event.Answered(action, Play.bad(Play.DATA), now);
                case 1 -> new Event.Answered(action, Play.bad(Play.LIBRARY), now);
                case 2 -> new Event.Answered(action, Play.bad(Play.TEXT), now);
                case 3 -> new Event.Answered(action, Play.unclear(), now);
                case 4 ->
                    action.verb() == Verb.INSPECT
                            ? new Event.Answered(action, StepResult.notStarted(), now)
                            : new Event.Answered(action, Play.unclear(), now);
                default -> new Event.Silent(action, "silence", now);
            };
        }
    }
}
