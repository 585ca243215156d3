package io.belay.plans.check;

import io.belay.plans.model.DurationText;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.SourcePlace;
import java.time.Duration;
import java.util.Optional;

/** A field of a step's own kind: its value, and where it stands. Immutable. */
record Field(UpgradePlan plan, Step step, String name) {

    boolean isWritten() {
        return plan.places().has(path());
    }

    /** The value; the step itself when a default holds. */
    SourcePlace place() {
        return isWritten() ? plan.places().of(path()) : step.place();
    }

    /** The value without the quotes around it; they may be missing, as in {@code at}. */
    SourcePlace placeOfText() {
        SourcePlace quoted = place();
        boolean quotes = quoted.length() == text().length() + 2;
        return quotes ? new SourcePlace(quoted.file(), quoted.line(), quoted.column() + 1, text().length()) : quoted;
    }

    /** From the field's name to the end of its value, when both stand in one line. */
    SourcePlace whole() {
        String whole = path() + ":";
        return plan.places().has(whole) ? plan.places().of(whole) : place();
    }

    /** In canonical form; empty when there is no value. */
    String text() {
        return step.option(name);
    }

    /** Empty for a word, and for a value that could not be read. */
    Optional<Duration> duration() {
        return DurationText.parse(text());
    }

    private String path() {
        return step.path() + "." + step.kind() + "." + name;
    }
}
