package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.Back;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import io.belay.plans.resolve.ResolvedStep.When;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code exec}: a program that the host's file names. Immutable.
 *
 * @param host the one on which it runs; empty for live's
 * @param effects {@code none}, {@code candidate} or {@code outside}
 * @param undo the program that takes back what it did; a word when there is none
 */
record ExecStep(Program program, Optional<String> host, String effects, OrWord<Program> undo) implements Work {

    @Override
    public Traits traits() {
        return switch (effects) {
            case "outside" ->
                new Traits(
                        RunsOn.HOST,
                        List.of(Touches.OUTSIDE),
                        false,
                        true,
                        undo.value().isPresent()
                                ? new Back("undo", "nothing")
                                : new Back("none", "what it did outside"),
                        Set.of());
            case "candidate" ->
                new Traits(
                        RunsOn.HOST,
                        List.of(Touches.CANDIDATE),
                        true,
                        true,
                        Undo.RESTORE,
                        Set.of(Role.CHANGES_CANDIDATE));
            default -> new Traits(RunsOn.HOST, List.of(), false, false, Undo.NOTHING, Set.of());
        };
    }

    private static final Block<Program> UNDO = new Block<>("`none`, or `{program: NAME}`", Program::read);

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "exec";
        }

        @Override
        public String does() {
            return "runs a program that the host's file names, never a shell";
        }

        @Override
        public String touchesInWords() {
            return "as its effects";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("10m", 1);
        }

        @Override
        public Work read(Form form) {
            Program program = Program.read(form);
            Optional<String> host = form.stated("host", Names.NAME);
            String effects =
                    form.required("effects", Choices.choice("none", "candidate", "outside"), "none", "effects: none");
            Optional<OrWord<Block.Filled<Program>>> undo = form.stated("undo", Choices.orWord(UNDO, "none"));
            if (effects.equals("outside") && undo.isEmpty() && !form.has("undo")) {
                withoutUndo(form, program);
            }
            return new ExecStep(
                    program,
                    host,
                    effects,
                    undo.flatMap(OrWord::value)
                            .map(filled -> OrWord.of(filled.value()))
                            .orElseGet(() -> OrWord.word("none")));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return switch (step.with().path("effects").asText()) {
                case "outside" ->
                    step.with().path("undo").isObject()
                            ? new Return(
                                    "run `"
                                            + step.with()
                                                    .path("undo")
                                                    .path("program")
                                                    .asText() + "`",
                                    "what that program takes")
                            : new Return("NONE", "what it did outside stays");
                case "candidate" -> Undo.restore(restoresTo);
                default -> Undo.NOTHING_TO_UNDO;
            };
        }

        @Override
        public String touchesInWords(ResolvedStep step) {
            return switch (step.with().path("effects").asText()) {
                case "outside" -> "outside";
                case "candidate" -> "candidate";
                default -> "nothing";
            };
        }

        @Override
        public Defaults defaults(Work work) {
            boolean outside = work.traits().touches().contains(Touches.OUTSIDE);
            // Only the default: that a rehearsal must not reach outside is a rule of its own, with words of its own.
            return outside ? new Defaults(When.APPLY, Set.of(When.values()), "10m", 1) : defaults();
        }

        private static void withoutUndo(Form form, Program program) {
            form.reading()
                    .report(Problem.error(
                                    GrammarErrors.NO_UNDO,
                                    form.reading().places().of(form.path() + ".effects"),
                                    "nobody could take back what `" + program.name() + "` does")
                            .withHelp(
                                    "write `undo: {program: NAME}`, or `undo: none` and a `note` that says who helps"));
        }
    }
}
