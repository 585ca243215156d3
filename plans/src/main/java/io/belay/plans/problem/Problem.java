package io.belay.plans.problem;

import java.util.Optional;

/**
 * What is wrong at one place, and what to write instead. Immutable.
 *
 * @param statement one sentence, starts in lower case, no full stop
 * @param label what stands under the caret, may be empty
 * @param second another place that disagrees with the first
 * @param help the text to write, may be empty
 */
public record Problem(
        ErrorCode code,
        Severity severity,
        SourcePlace place,
        String statement,
        String label,
        Optional<SecondPlace> second,
        String help) {

    public Problem {
        statement = Invisible.shown(statement);
        label = Invisible.shown(label);
        help = Invisible.shown(help);
    }

    /** A place that takes part in a disagreement. */
    public record SecondPlace(SourcePlace place, String label) {}

    public static Problem error(ErrorCode code, SourcePlace place, String statement) {
        return new Problem(code, Severity.ERROR, place, statement, "", Optional.empty(), "");
    }

    public static Problem warning(ErrorCode code, SourcePlace place, String statement) {
        return new Problem(code, Severity.WARNING, place, statement, "", Optional.empty(), "");
    }

    public Problem withLabel(String text) {
        return new Problem(code, severity, place, statement, text, second, help);
    }

    /** The whole file has nothing to point at; then nothing is added. */
    public Problem withSecond(SourcePlace other, String text) {
        if (other.isWholeFile()) {
            return this;
        }
        return new Problem(code, severity, place, statement, label, Optional.of(new SecondPlace(other, text)), help);
    }

    public Problem withHelp(String text) {
        return new Problem(code, severity, place, statement, label, second, text);
    }

    Problem withoutSecrets(Source source) {
        return new Problem(
                code,
                severity,
                place,
                source.withoutSecrets(statement),
                source.withoutSecrets(label),
                second.map(other -> new SecondPlace(other.place(), source.withoutSecrets(other.label()))),
                source.withoutSecrets(help));
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
