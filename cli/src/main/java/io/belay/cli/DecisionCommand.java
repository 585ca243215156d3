package io.belay.cli;

import io.belay.engine.client.Deciding;
import io.belay.engine.run.Choice;
import io.belay.engine.run.Preview;
import io.belay.engine.run.RunStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * A decision about a run as a command: finds the run, has the engine take what was chosen or hears its objection, and says what
 * happens now. One class per verb says the rest. For one call.
 */
abstract class DecisionCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private RunArgument run;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private TemporalOption temporal;

    @Mixin
    private OutputOption output;

    DecisionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public final Integer call() {
        try (EngineDesk desk = surroundings.open(temporal)) {
            decide(desk, run.find(desk, this::canBeMeant, console()));
        }
        return ExitCode.DONE.number();
    }

    void decide(EngineDesk desk, RunView found) {
        Choice choice = choice(found);
        if (isPreview()) {
            preview(desk, found, choice);
            return;
        }
        if (needsReason()) {
            decision.require(verb(), found.id(), console());
        }
        Deciding who = who(found);
        Decided decided = new Decided(found, console());
        RunStatus now = decided.ask(() -> taken(desk, found, choice, who));
        decided.print(
                verb(), sentence(found, choice, now), Person.of(console()), decision.reason(), now, output.json());
    }

    private Deciding who(RunView found) {
        return isAboutWhatWasSeen() ? decision.about(found, console()) : decision.whatever(console());
    }

    private void preview(EngineDesk desk, RunView found, Choice choice) {
        Preview preview = new Decided(found, console()).ask(() -> desk.preview(found.id(), choice, who(found)));
        String again = console().command() + " " + verb() + " " + found.id() + words(choice) + " --revision "
                + preview.revision();
        new PreviewReport(preview, found, console()).print(again, output.json());
    }

    /** What follows the run's id on the command line, behind a blank. */
    String words(Choice choice) {
        return choice.step().isEmpty() ? "" : " " + choice.step();
    }

    final boolean isPreview() {
        return decision.isPreview();
    }

    /** What is wanted of this run. */
    abstract Choice choice(RunView found);

    /** What has been decided, once the engine has taken it. */
    abstract String sentence(RunView before, Choice choice, RunStatus now);

    /** Which open runs can be meant when none is named. */
    boolean canBeMeant(RunView open) {
        return !open.isRehearsal();
    }

    boolean needsReason() {
        return false;
    }

    /** Refused when the run has changed since it was read for this command; else it fits whatever happened meanwhile. */
    boolean isAboutWhatWasSeen() {
        return true;
    }

    RunStatus taken(EngineDesk desk, RunView found, Choice choice, Deciding who) {
        return desk.decide(found.id(), choice, who);
    }

    final String verb() {
        return getClass().getAnnotation(Command.class).name();
    }

    final String reason() {
        return decision.reason();
    }

    /** Whether whoever decides named the request, so that it may be one that was taken already. */
    final boolean isNamedRequest() {
        return decision.isNamedRequest();
    }

    final Surroundings surroundings() {
        return surroundings;
    }

    final Console console() {
        return surroundings.console();
    }

    final boolean json() {
        return output.json();
    }
}
