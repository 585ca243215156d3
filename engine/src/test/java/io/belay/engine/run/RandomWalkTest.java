package io.belay.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.activity.StepResult;
import io.belay.engine.run.Choice.Kind;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.window.WindowTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        int promoted = 0;
        int returned = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            Walk one = new Walk(seed + walk);
            try {
                Phase end = one.toItsEnd();
                completed += end == Phase.COMPLETED ? 1 : 0;
                promoted += end == Phase.PROMOTED ? 1 : 0;
                returned += one.swaps.size() > 1 ? 1 : 0;
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + (seed + walk) + "L: " + one.log, failure);
            }
        }
        assertThat(completed).as("walks that complete, from seed %dL", seed).isPositive();
        assertThat(promoted).as("walks that promote, from seed %dL", seed).isPositive();
        assertThat(returned)
                .as("walks that go back and forth, from seed %dL", seed)
                .isPositive();
    }

    /** What a host lets nobody do, whoever asks: nothing of a reducer may ever be refused by it. */
    private static final class Admission {
        private final Map<String, Set<Integer>> epochs = new HashMap<>();
        private final Set<String> undone = new HashSet<>();

        private void admit(Action action, int budget) {
            Set<Integer> known = epochs.computeIfAbsent(action.step(), step -> new HashSet<>());
            assertThat(known).as("an earlier epoch than before").allMatch(epoch -> epoch <= action.epoch());
            assertThat(undone).as("run behind its own undo").doesNotContain(action.step() + action.epoch());
            known.add(action.epoch());
            assertThat(known).as("launches of " + action.step()).hasSizeLessThanOrEqualTo(budget);
        }

        private void shut(Action action) {
            undone.add(action.step() + action.epoch());
        }
    }

    /** One run, beside a model of what lies on the host. */
    private static final class Walk {
        private final Random random;
        private final Admission host = new Admission();
        private final List<String> log = new ArrayList<>();
        private final Map<String, List<String>> waypoints = new HashMap<>();
        private final Set<String> launched = new HashSet<>();
        private final Set<String> prepared = new HashSet<>();
        private List<String> candidate = new ArrayList<>();
        private final boolean stubborn;
        private boolean exists;
        private boolean published;
        private boolean rowsFlow;
        private boolean newIsLive;
        private boolean swapped;
        private boolean retired;
        private final Set<Integer> swaps = new HashSet<>();
        private boolean ranAnything;
        private boolean decided;
        private RunState state;
        private Instant now = Instant.parse("2026-11-21T13:00:00Z");

        private Walk(long seed) {
            this.random = new Random(seed);
            // Some hosts never find out what became of a step.
            this.stubborn = random.nextInt(5) == 0;
            ResolvedPlan plan = List.of(
                            Plans.minimal(),
                            Plans.withPublish(),
                            Plans.withRetire(),
                            Plans.online(),
                            Plans.online(),
                            Plans.windowed("0 1 * * SAT", "Europe/Istanbul"))
                    .get(random.nextInt(6));
            this.state = RunState.start(plan, random.nextBoolean(), "alice", now);
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
                Event event = meanwhile().orElseGet(() -> perform(action));
                state = Reducer.apply(state, event);
                assertThat(state.changedAt()).isEqualTo(event.at());
                requireToldWhoServes();
            }
            throw new AssertionError("the run does not end");
        }

        /** What an operator does at any moment. */
        private Optional<Event> meanwhile() {
            if (random.nextInt(60) == 0 && mayAbort()) {
                return Optional.of(abort());
            }
            if (random.nextInt(state.wayBack().isPresent() ? 6 : 30) != 0) {
                return Optional.empty();
            }
            Choice choice = switch (random.nextInt(state.crossed() ? 9 : 6)) {
                case 6, 7, 8 -> Choice.of(Kind.ROLLBACK);
                case 0, 1 -> Choice.of(Kind.PAUSE);
                case 2, 3 -> Choice.of(Kind.RESUME);
                case 4 -> Choice.of(Kind.STOP);
                default -> Choice.extend("", "1h");
            };
            Decision decision = new Decision(choice, "carol", "because");
            if (OperatorRules.check(state, decision, "hash").isPresent()) {
                return Optional.empty();
            }
            log.add(choice.kind() + " " + choice.step());
            return Optional.of(new Event.Decided(decision, now));
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
            assertThat(state.phase() == Phase.PROMOTED)
                    .as("new is live, and the run knows it")
                    .isEqualTo(newIsLive);
            if (state.phase() == Phase.COMPLETED || state.phase() == Phase.PROMOTED) {
                assertThat(state.steps())
                        .allMatch(step -> step.status() == StepStatus.DONE
                                || step.status() == StepStatus.SKIPPED
                                || (!newIsLive && step.asksLive() && step.status() == StepStatus.UNDONE));
            }
            assertThat(published && !newIsLive)
                    .as("a run without a crossing leaves something on live")
                    .isFalse();
            // A rehearsal waits for nobody: what it could not drop it names in its note.
            if (state.phase() == Phase.ABORTED
                    && !(state.rehearsal() && !state.note().isEmpty())) {
                assertThat(exists).as("an aborted run leaves its candidate").isFalse();
            }
        }

        /** At any time but in a hold and behind its crossing. */
        private boolean mayAbort() {
            boolean allowed = OperatorRules.check(state, Play.decision(Kind.ABORT, ""), "hash")
                    .isEmpty();
            boolean inHold = state.steps().stream().anyMatch(StepState::mayBeCrossing);
            boolean returned = state.wayBack()
                    .filter(way -> !way.newIsLive() && way.swap().isEmpty())
                    .isPresent();
            assertThat(allowed).isEqualTo((!state.crossed() || returned) && !inHold);
            return allowed;
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
                case PAUSE -> elapsed(action);
                case AWAIT_OPERATOR -> operator(action);
                case ANNOUNCE, PROBE -> any(action, 40);
                case PREPARE -> prepare(action);
                case RUN -> run(action);
                case INSPECT -> inspect(action);
                case VERIFY -> any(action, 4);
                case TAKE_WAYPOINT -> freeze(action);
                case SWAP -> swap(action);
                case INSPECT_SWAP -> inspectSwap(action);
                case LOOK -> look(action);
                case RESTORE, UNDO, DROP_CANDIDATE -> takeBack(action);
                case END -> throw new AssertionError("the end is not performed");
            };
        }

        private Event elapsed(Action action) {
            now = now.plus(action.pause());
            return new Event.Elapsed(now);
        }

        private Event inspect(Action action) {
            if (state.step(action.step()).touchesClients()) {
                boolean finds = random.nextInt(stubborn ? 8 : 2) == 0;
                return new Event.Answered(action, finds ? holdsEnd() : Play.unclear(), now);
            }
            // Stopped between the decision to run it and its launch.
            if (!launched.contains(action.step() + action.epoch())) {
                return new Event.Answered(action, StepResult.notStarted(), now);
            }
            // Behind the crossing nothing but an answer ends a run, so even a stubborn host finds out some day.
            boolean finds = !stubborn || (state.crossed() && random.nextInt(8) == 0);
            return finds ? any(action, 4) : new Event.Answered(action, Play.unclear(), now);
        }

        /** What a host can prove of a hold that is over; behind the crossing something else may have gone wrong. */
        private StepResult holdsEnd() {
            if (!newIsLive) {
                return Play.bad(random.nextBoolean() ? Play.LIBRARY : Play.TEXT);
            }
            Map<String, String> facts = new HashMap<>(Play.crossed().facts());
            facts.put("way_back", random.nextInt(8) == 0 ? "closed" : "open");
            return random.nextInt(4) == 0 ? Play.bad(Play.DATA, facts) : StepResult.succeeded("new is live", facts);
        }

        private Event hold(Action action) {
            assertThat(newIsLive).as("a hold begins although new is live").isEqualTo(state.crossed());
            newIsLive |= random.nextBoolean();
            return switch (random.nextInt(4)) {
                case 0 -> new Event.Answered(action, Play.unclear(), now);
                case 1 -> new Event.Silent(action, "silence", now);
                default -> new Event.Answered(action, holdsEnd(), now);
            };
        }

        private Event swap(Action action) {
            assertThat(retired).as("clients go back to what is let go").isFalse();
            WayBack way = state.wayBack().orElseThrow();
            boolean first = swaps.add(way.swaps());
            assertThat(first || way.swap().orElseThrow().crossed())
                    .as("a swap is begun twice")
                    .isTrue();
            if (first) {
                assertThat(way.newIsLive()).as("who serves before a swap").isEqualTo(newIsLive);
                assertThat(way.open()).as("a way that is closed is gone").isTrue();
                swapped = random.nextBoolean();
                newIsLive ^= swapped;
            }
            return switch (random.nextInt(4)) {
                case 0 -> new Event.Answered(action, Play.unclear(), now);
                case 1 -> new Event.Silent(action, "silence", now);
                default -> new Event.Answered(action, swapsEnd(), now);
            };
        }

        private StepResult swapsEnd() {
            Map<String, String> facts = random.nextInt(4) == 0
                    ? Map.of("crossing", "commit")
                    : Map.of("crossing", "commit", "way_back", "open");
            if (!swapped) {
                return Play.bad(Play.LIBRARY);
            }
            return random.nextInt(4) == 0 ? Play.bad(Play.DATA, facts) : StepResult.succeeded("swapped", facts);
        }

        private Event inspectSwap(Action action) {
            boolean finds = random.nextInt(stubborn ? 8 : 2) == 0;
            if (finds && !swapped && random.nextBoolean()) {
                return new Event.Answered(action, StepResult.notStarted(), now);
            }
            return new Event.Answered(action, finds ? swapsEnd() : Play.unclear(), now);
        }

        private Event look(Action action) {
            assertThat(retired).as("looked at behind the end of old live").isFalse();
            return switch (random.nextInt(30)) {
                case 0 -> new Event.Silent(action, "silence", now);
                case 1 -> new Event.Answered(action, Play.unclear(), now);
                case 2, 3 ->
                    new Event.Answered(action, StepResult.succeeded("lost", Map.of("way_back", "closed")), now);
                default -> new Event.Answered(action, StepResult.succeeded("open", Map.of("way_back", "open")), now);
            };
        }

        private void requireToldWhoServes() {
            state.wayBack()
                    .filter(way -> way.swap().isEmpty())
                    .ifPresent(way -> assertThat(way.newIsLive())
                            .as("who is told to serve")
                            .isEqualTo(newIsLive));
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
            host.admit(action, state.step(action.step()).launchBudget());
            // Behind the crossing the one way is forward: nothing is asked that only holds before it.
            boolean forward = state.crossed() && state.step(action.step()).touchesClients();
            if (forward) {
                assertThat(launched).contains(action.step() + action.epoch());
                return hold(action);
            }
            assertThat(prepared).contains(action.step() + action.epoch());
            StepState step = state.step(action.step());
            boolean first = launched.add(action.step() + action.epoch());
            // Whoever waits longer asks once more in the same epoch, and the host follows what it launched.
            assertThat(first || !step.extra().isZero())
                    .as("an epoch is launched twice")
                    .isTrue();
            if (!first) {
                return any(action, 4);
            }
            if (step.touchesClients()) {
                assertThat(state.steps().stream().filter(StepState::isWindow))
                        .as("clients are touched outside the window")
                        .allMatch(window -> WindowTimes.of(window.step().with()).isOpenAt(state.changedAt()));
                return hold(action);
            }
            if (step.touchesOldLive()) {
                assertThat(newIsLive).as("live is retired").isTrue();
                retired = true;
                assertThat(now)
                        .isAfterOrEqualTo(state.crossing().orElseThrow().at().plus(Duration.ofDays(7)));
                assertThat(step.approvals()).as("nobody has confirmed it").isNotEmpty();
            }
            published |= step.asksLive();
            rowsFlow |= step.letsRowsFlow();
            if (step.touchesCandidate()) {
                // Beside rows that flow nothing is put back: what began once begins again on what it left.
                boolean again = rowsFlow && !step.step().waypoint() && candidate.remove(action.step());
                assertThat(candidate)
                        .as("the candidate under " + action.step() + (again ? " once more" : ""))
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
            if (action.verb() == Verb.UNDO) {
                host.shut(action);
            }
            assertThat(rowsFlow && action.verb() == Verb.RESTORE)
                    .as("a void waypoint is restored")
                    .isFalse();
            assertThat(rowsFlow
                            && action.verb() == Verb.UNDO
                            && exists
                            && !state.phase().equals(Phase.CLOSING))
                    .as("live is cleaned under a candidate that follows")
                    .isFalse();
            assertThat(newIsLive)
                    .as("something is taken back behind the crossing")
                    .isFalse();
            boolean unclear = state.failure().filter(Failure::unclear).isPresent();
            assertThat(decided || state.rehearsal() || !unclear)
                    .as("something is taken back on a doubt")
                    .isTrue();
            Event event = any(action, 10);
            if (event instanceof Event.Answered answer && answer.result().outcome() == StepResult.Outcome.SUCCEEDED) {
                if (action.verb() == Verb.UNDO && state.step(action.step()).asksLive()) {
                    published = false;
                }
                if (action.verb() == Verb.RESTORE) {
                    assertThat(waypoints).containsKey(action.waypoint());
                    candidate = new ArrayList<>(waypoints.get(action.waypoint()));
                } else if (action.verb() == Verb.DROP_CANDIDATE) {
                    candidate = new ArrayList<>();
                    waypoints.clear();
                    rowsFlow = false;
                    exists = false;
                }
            }
            return event;
        }

        private Event operator(Action action) {
            assertThat(state.rehearsal() && state.paused().isEmpty())
                    .as("a rehearsal waits for a person")
                    .isFalse();
            List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
            Collections.shuffle(kinds, random);
            boolean inSnapshot = state.failure().filter(Failure::isInSnapshot).isPresent();
            for (Kind kind : kinds) {
                // Aborting at every chance would end nearly every walk.
                if (kind == Kind.ABORT && kinds.indexOf(kind) < kinds.size() - 1 && random.nextInt(4) != 0) {
                    continue;
                }
                Decision decision =
                        Play.decision(kind, kind == Kind.ROLLBACK && !state.crossed() ? anyDone() : step(kind, action));
                boolean refused = OperatorRules.check(state, decision, "hash").isPresent();
                if (kind == Kind.RETRY && state.phase() == Phase.BLOCKED) {
                    boolean another = state.failure()
                            .filter(failure -> Flow.beginsAgain(state, failure))
                            .isPresent();
                    assertThat(refused).isEqualTo(inSnapshot && !state.crossed() && !another);
                }
                if (!refused) {
                    log.add(kind + " " + decision.step());
                    decided = kind == Kind.ROLLBACK || kind == Kind.ABORT || decided;
                    return new Event.Decided(decision, now);
                }
            }
            assertThat(mayAbort()).as("nobody can decide anything").isTrue();
            return abort();
        }

        private static String step(Kind kind, Action action) {
            return kind == Kind.ROLLBACK ? "" : action.step();
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
            return switch (random.nextInt(7)) {
                case 6 -> new Event.Answered(action, Play.bad(Play.LIBRARY, Map.of("follows", "no")), now);
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
