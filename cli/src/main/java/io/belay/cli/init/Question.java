package io.belay.cli.init;

import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that only a person knows. Immutable.
 *
 * @param option that answers it on the command line, without its dashes
 * @param text the question
 * @param why in one line
 * @param suggested what an empty answer means; empty when there has to be one
 * @param example of an answer, for messages
 * @param check why a text is no answer; empty when it is one
 */
public record Question(
        String option,
        String text,
        String why,
        Optional<String> suggested,
        String example,
        Function<String, Optional<String>> check) {

    /** Why a text is no answer. */
    public Optional<String> refusal(String answer) {
        return check.apply(answer);
    }
}
