package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.OnFailureGrammar;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.DurationText;
import io.belay.plans.model.OnFailure;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Step;
import io.belay.plans.model.Work;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.resolve.ResolvedStep.When;
import io.belay.plans.step.StepKind.Defaults;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields that every step may have beside its kind. */
final class CommonFields {

    static final List<String> NAMES = List.of("id", "when", "timeout", "retry", "on_failure", "needs", "note");

    private static final Duration PAUSE = Duration.ofSeconds(30);

    private CommonFields() {}

    static Step read(Form form, StepKind kind, SourcePlace place, Form options) {
        Work work = kind.read(options);
        options.close();
        Defaults defaults = kind.defaults(work);
        String id = form.stated("id", Names.ID.literal()).orElse(kind.name());
        When when = when(form, kind, defaults);
        Optional<OrWord<Duration>> timeout = timeout(form, defaults);
        Retry retry = form.statedBlock("retry")
                .map(block -> retry(block, defaults))
                .orElseGet(() -> new Retry(defaults.launches(), PAUSE));
        Optional<OnFailure> onFailure = form.statedBlock("on_failure").map(OnFailureGrammar::ofStep);
        Optional<List<String>> needs = form.stated("needs", Several.filledListOf(Names.ID.literal()));
        String note = form.stated("note", Names.text(1000)).orElse("");
        return new Step(
                id,
                kind.name(),
                place,
                form.path(),
                false,
                when,
                timeout,
                retry.launches(),
                retry.pause(),
                needs,
                onFailure,
                note,
                Optional.empty(),
                work,
                options.canonical());
    }

    private record Retry(int launches, Duration pause) {}

    private static Retry retry(Form retry, Defaults defaults) {
        Retry read = new Retry(
                retry.optional("launches", Quantities.integer(1, 10), defaults.launches()),
                retry.optional("wait", Quantities.DURATION, PAUSE));
        retry.close();
        return read;
    }

    private static When when(Form form, StepKind kind, Defaults defaults) {
        return form.stated(
                        "when", Choices.choice("always", "rehearsal", "apply").literal())
                .map(word -> When.valueOf(word.toUpperCase(Locale.ROOT)))
                .filter(when -> isAllowed(form, kind, defaults, when))
                .orElse(defaults.when());
    }

    private static boolean isAllowed(Form form, StepKind kind, Defaults defaults, When when) {
        if (defaults.allowed().contains(when)) {
            return true;
        }
        SourcePlace place = form.reading().places().of(form.path() + ".when");
        form.reading()
                .report(Problem.error(
                                GrammarErrors.NOT_ALLOWED, place, "`" + kind.name() + "` takes part in an apply only")
                        .withHelp("delete `when`: no rehearsal waits, tells people, or reaches beyond the candidate"));
        return false;
    }

    /** Empty for a kind whose time-out is the plan's budget. */
    private static Optional<OrWord<Duration>> timeout(Form form, Defaults defaults) {
        Optional<OrWord<Duration>> written = form.stated("timeout", Choices.orWord(Quantities.DURATION, "none"));
        if (written.isPresent() || defaults.timeout().equals("budget")) {
            return written;
        }
        return Optional.of(
                DurationText.parse(defaults.timeout()).map(OrWord::of).orElseGet(() -> OrWord.word("none")));
    }
}
