package io.belay.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.problem.EngineErrors;
import io.belay.engine.problem.EngineFailure;
import io.belay.engine.run.RunStatus;
import java.util.Locale;
import java.util.function.Supplier;

/** How a decision about a run is answered: what happens now, what is safe, what to run next; or why it was not taken. */
final class Decided {

    private final RunView run;
    private final Console console;

    /** @param run as it was before the decision */
    Decided(RunView run, Console console) {
        this.run = run;
        this.console = console;
    }

    /** The engine's answer; an objection becomes a failure that says what is safe and what to run. */
    <T> T ask(Supplier<T> decision) {
        try {
            return decision.get();
        } catch (EngineFailure failure) {
            CliFailure plain = EngineFailures.of(failure, console);
            throw new CliFailure(plain.exit(), plain.code(), plain.what(), safe(plain), next(failure, plain))
                    .causedBy(failure);
        }
    }

    private String safe(CliFailure failure) {
        if (failure.exit() == ExitCode.UNREACHABLE) {
            return "the run stays as it is, and goes on without this command";
        }
        String safe = run.status().safe();
        return "nothing was decided; " + (safe.isEmpty() ? "the run stays as it is" : safe);
    }

    private String next(EngineFailure failure, CliFailure plain) {
        String named = Commands.named(plain.next(), run.id(), console);
        if (failure.code().number() != EngineErrors.FAULT_IN_SNAPSHOT.number()) {
            return named;
        }
        String then = console.command() + " abort " + run.id() + "\n" + console.command()
                + " rehearse PLAN   (takes a new snapshot)";
        return named.isEmpty() ? then : named + "\n" + then;
    }

    void print(String verb, String sentence, String person, String reason, RunStatus now, boolean json) {
        if (json) {
            console.out().println(Json.text(document(verb, person, reason, now)));
            return;
        }
        console.out().println(console.palette().good(sentence));
        RunView after = RunView.of(run.observed(), now);
        field("now", StateWords.withWaits(after, StateWords.of(after)));
        field("safe", now.safe());
        field("next", Commands.typed(now.next(), console));
    }

    private ObjectNode document(String verb, String person, String reason, RunStatus now) {
        return Json.document("decision")
                .put("verb", verb)
                .put("run", now.run())
                .put("cluster", now.cluster())
                .put("person", person)
                .put("reason", reason)
                .put("phase", now.phase().toLowerCase(Locale.ROOT))
                .put("waits_for", now.waitsFor())
                .put("needs_person", now.needsPerson())
                .put("safe", now.safe())
                .put("next", now.next());
    }

    private void field(String label, String text) {
        if (!text.isEmpty()) {
            console.out()
                    .println("  " + console.palette().quiet(String.format("%-4s", label)) + "  "
                            + Commands.named(text, run.id(), console));
        }
    }
}
