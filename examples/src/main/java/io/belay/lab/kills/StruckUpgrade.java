package io.belay.lab.kills;

import io.belay.cli.dev.ShortProgram;
import io.belay.lab.ClientLoad;
import io.belay.lab.Narrator;
import io.belay.lab.kills.RunRecord.Outcome;
import io.belay.lab.oracle.Launches;
import io.belay.lab.oracle.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Drives one upgrade to its end while it is struck, as an operator would: it does what `status` names as the next command. */
final class StruckUpgrade {

    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** The command line takes a second of a processor, so it is not asked all the time. */
    private static final Duration ASKED_EVERY = Duration.ofSeconds(10);

    private static final int MOST_ASKED = 12;

    private final Ensemble ensemble;
    private final Launches launches;
    private final ClientLoad load;
    private final Narrator narrator;
    private final Draw draw;
    private final String run;
    private final CommandLine belay;
    private final Judge judge;
    private final List<String> asked = new ArrayList<>();
    private boolean abortSent;

    StruckUpgrade(Ensemble ensemble, Launches launches, ClientLoad load, Narrator narrator, Draw draw, String run) {
        this.ensemble = ensemble;
        this.launches = launches;
        this.load = load;
        this.narrator = narrator;
        this.draw = draw;
        this.run = run;
        this.belay = new CommandLine(ensemble.lab());
        this.judge = new Judge(belay, ensemble.ground());
    }

    RunRecord carryOut() throws IOException {
        long begin = System.nanoTime();
        long failedBefore = load.seen().failed();
        Outcome outcome;
        Striker striker = Striker.start(ensemble, launches, run, draw.strikes());
        try (Watch watch = Watch.start(ensemble.ground(), launches)) {
            outcome = follow(striker, begin + LONGEST.toNanos());
            judge.addAll(watch.wrong());
        } finally {
            striker.close();
        }
        judge.addAll(launches.wrong(run));
        ClientLoad.Seen seen = load.seen();
        if (seen.failed() > failedBefore) {
            judge.add((seen.failed() - failedBefore) + " transactions of clients failed: " + seen.failures());
        }
        return new RunRecord(
                draw.seed(),
                run,
                outcome,
                striker.done(),
                asked,
                judge.stated(),
                launches.seen(run),
                Duration.ofNanos(System.nanoTime() - begin),
                judge.wrong());
    }

    private Outcome follow(Striker striker, long until) throws IOException {
        long nextQuestion = System.nanoTime();
        while (System.nanoTime() < until) {
            Optional<String> gone = ensemble.ended();
            if (gone.isPresent()) {
                judge.add(gone.get());
                return Outcome.NEITHER;
            }
            abortWhenDrawn();
            Optional<Statement> said = striker.isBusy() ? Optional.empty() : atRest();
            if (said.isPresent() && said.get().ended()) {
                striker.close();
                return ended(said.get());
            }
            if (said.isPresent() && !striker.isBusy()) {
                judge.atRest(said.get());
                asked.add(said.get().code());
                if (asked.size() > MOST_ASKED) {
                    judge.add("asked " + asked.size() + " times: " + asked);
                    return Outcome.NEITHER;
                }
                answer(said.get());
            } else if (System.nanoTime() > nextQuestion) {
                judge.underWay(run);
                nextQuestion = System.nanoTime() + ASKED_EVERY.toNanos();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        judge.add("neither ended nor asked within " + LONGEST + ": " + belay.status(run));
        return Outcome.NEITHER;
    }

    /** What is stated of a run that has ended or asks; empty while it is at work or cannot be seen. */
    private Optional<Statement> atRest() throws IOException {
        try {
            boolean rests = ensemble.client()
                    .run(run)
                    .filter(seen -> seen.isEnded() || seen.needsPerson())
                    .isPresent();
            return rests ? belay.status(run).filter(said -> said.ended() || said.needsPerson()) : Optional.empty();
        } catch (RuntimeException serverIsGone) {
            return Optional.empty();
        }
    }

    private Outcome ended(Statement said) throws IOException {
        judge.atRest(said);
        return switch (said.phase()) {
            case "promoted", "completed" -> Outcome.COMPLETED;
            case "aborted" -> Outcome.ROLLED_BACK;
            default -> {
                judge.add("ended " + said.phase() + ": " + said.code() + " " + said.summary());
                yield Outcome.NEITHER;
            }
        };
    }

    private void abortWhenDrawn() {
        Path journal = ensemble.ground().journal().resolve(run);
        if (!abortSent && draw.aborts().filter(moment -> moment.isDue(journal)).isPresent()) {
            abortSent = true;
            order("belay abort " + run + " --reason drawn");
        }
    }

    /** By the very command that `status` names, or an abort. */
    private void answer(Statement said) {
        boolean givesUp = draw.givesUp() > 0 && asked.size() >= draw.givesUp() && !said.promoted();
        narrator.says("    asks " + said.code() + ": "
                + said.summary().lines().findFirst().orElse(said.phase()));
        order(givesUp ? "belay abort " + run : said.next());
    }

    private void order(String command) {
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
        words.remove(0);
        ShortProgram.Result answer = belay.run(words);
        narrator.says("    " + command + ": " + (answer.succeeded() ? "taken" : "refused, " + answer.tail()));
    }
}
