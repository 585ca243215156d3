package io.belay.cli;

import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Follows a run until it ends or waits for a person: redraws one block on a terminal, prints one line per change when
 * piped, one document per change as JSON. When Temporal is out of reach for a while it says so and tries on: a run does not
 * end because somebody cannot see it. For one thread.
 */
final class RunWatcher {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** Each look in vain takes some seconds itself, so this is about ten minutes; the run itself goes on. */
    private static final int LOOKS_IN_VAIN = 120;

    private final Surroundings surroundings;
    private final EngineDesk desk;
    private final boolean json;
    private final LiveBlock block;
    private final Map<String, StepStatus> known = new LinkedHashMap<>();
    private String lastState = "";

    RunWatcher(Surroundings surroundings, EngineDesk desk, boolean json) {
        this.surroundings = surroundings;
        this.desk = desk;
        this.json = json;
        this.block = new LiveBlock(
                surroundings.console().out(), surroundings.console().width());
    }

    RunView untilEnd(String id) throws InterruptedException {
        int inVain = 0;
        while (true) {
            try {
                RunView run =
                        RunView.of(desk.run(id).orElseThrow(() -> Failures.noSuchRun(id, surroundings.console())));
                inVain = 0;
                show(run);
                if (run.isEnded() || run.needsPerson() || run.keepsOldLive()) {
                    return run;
                }
            } catch (EngineFailure failure) {
                inVain++;
                CliFailure report = EngineFailures.of(failure, surroundings.console());
                if (report.exit() != ExitCode.UNREACHABLE || inVain >= LOOKS_IN_VAIN) {
                    throw failure;
                }
                if (inVain == 1) {
                    surroundings.console().err().println("cannot see the run now (" + failure.text() + "); trying on");
                    surroundings.console().err().flush();
                }
            }
            surroundings.pause().of(BETWEEN_LOOKS);
        }
    }

    private void show(RunView run) {
        Console console = surroundings.console();
        if (console.interactive() && !json) {
            block.draw(new RunBlock(run, surroundings.clock().instant(), console.palette()).lines());
            return;
        }
        boolean first = lastState.isEmpty();
        boolean changed = false;
        if (first && !json) {
            console.out().println(RunBlock.heading(run, console.palette()));
        }
        for (RunView.Step step : run.steps()) {
            StepStatus before = known.put(step.id(), step.status());
            boolean quiet = step.status() == StepStatus.PENDING || step.status() == StepStatus.SKIPPED;
            boolean news = before == null ? !quiet : before != step.status();
            changed |= news;
            if (news && !json) {
                console.out().println(line(step, run, first));
            }
        }
        boolean rests = run.needsPerson() || run.keepsOldLive();
        String words = StateWords.of(run);
        String state = rests ? StateWords.withWaits(run, words) : words;
        boolean stateChanged = !state.equals(lastState);
        lastState = state;
        if (json) {
            if (changed || stateChanged) {
                console.out().println(Json.line(RunJson.run(run)));
            }
        } else if (stateChanged && !first) {
            console.out()
                    .println(Times.exact(run.observed().asOf()) + " "
                            + StateWords.paint(run.phase(), console.palette(), state));
        }
        console.out().flush();
    }

    /** @param before it was so when the watching began, nobody knows since when */
    private String line(RunView.Step step, RunView run, boolean before) {
        Palette palette = surroundings.console().palette();
        Instant asOf = run.observed().asOf();
        boolean again = step.status() == StepStatus.PENDING && step.launches() > 0;
        StringBuilder line = new StringBuilder(before ? " " : Times.exact(asOf))
                .append(' ')
                .append(step.id())
                .append(' ')
                .append(
                        again
                                ? palette.caution("is launched again soon")
                                : StateWords.paint(step.status(), palette, StateWords.of(step.status())));
        if (step.status() == StepStatus.DONE || step.status() == StepStatus.FAILED) {
            line.append(" in ").append(Times.spent(step.spent(asOf)));
        }
        boolean saidBelow = step.id().equals(run.problem().step());
        if (!step.said().isEmpty() && !saidBelow) {
            line.append(": ").append(step.said());
        }
        return line.toString();
    }
}
