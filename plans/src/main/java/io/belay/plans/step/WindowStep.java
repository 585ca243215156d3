package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.CronType;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.model.CronSchedule;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code window}: nothing goes on before it opens, and what stands behind is done or undone before it closes. Immutable.
 *
 * @param cron empty when {@code at} says when
 * @param at a local time, empty when {@code cron} says when
 * @param reserve kept for undoing; {@code auto} is what rehearsals took
 */
record WindowStep(
        Optional<String> cron, Optional<String> at, Duration length, Optional<ZoneId> zone, OrWord<Duration> reserve)
        implements Work {

    @Override
    public Traits traits() {
        return new Traits(RunsOn.ENGINE, List.of(), false, true, Undo.NOTHING, Set.of(Role.WAITS_FOR_TIME));
    }

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "window";
        }

        @Override
        public String does() {
            return "waits for the window; what stands behind it is done, or undone, before it closes";
        }

        @Override
        public String touchesInWords() {
            return "clock";
        }

        @Override
        public Defaults defaults() {
            return Defaults.applyOnly("30d", 1);
        }

        @Override
        public Work read(Form form) {
            Optional<String> cron = form.stated("cron", CronType.CRON);
            Optional<String> at = form.stated("at", Names.TIME);
            if (!form.hasExactlyOne(List.of("cron", "at"))) {
                notOne(form);
            }
            Duration length = form.required("length", Quantities.DURATION, Duration.ofHours(4), "length: 4h");
            Optional<ZoneId> zone = form.stated("zone", Names.ZONE);
            if (form.lacks("zone")) {
                withoutZone(form, cron, at);
            }
            return new WindowStep(
                    cron,
                    at,
                    length,
                    zone,
                    form.optional("reserve", Choices.orWord(Quantities.DURATION, "auto"), OrWord.word("auto")));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.NOTHING_TO_UNDO;
        }

        private static void notOne(Form form) {
            boolean both = form.has("cron");
            form.reading()
                    .report(Problem.error(
                                    GrammarErrors.NOT_EXACTLY_ONE,
                                    form.place(),
                                    both
                                            ? "`window` takes `cron` or `at`, not both"
                                            : "`window` does not say when it opens")
                            .withHelp(
                                    both
                                            ? "keep one of them"
                                            : "write `at: 2026-12-05T01:00` for one day, or `cron: \"0 1 * * SAT\"`"));
        }

        private static void withoutZone(Form form, Optional<String> cron, Optional<String> at) {
            String when = cron.map(line -> CronSchedule.of(line).inShort())
                    .or(() -> at)
                    .orElse("");
            form.reading()
                    .report(Problem.error(GrammarErrors.WINDOW_WITHOUT_ZONE, form.place(), "a window needs a zone")
                            .withLabel(when.isEmpty() ? "opens by which clock?" : when + " where?")
                            .withHelp("add `zone: Europe/Istanbul`"));
        }
    }
}
