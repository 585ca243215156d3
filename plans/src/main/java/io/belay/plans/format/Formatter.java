package io.belay.plans.format;

import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node;
import io.belay.plans.read.Written;
import io.belay.plans.read.YamlText;
import java.util.Optional;

/**
 * Writes a file in its normal form. The result is read once more and held against what was there: a formatter that could lose
 * a comment or change a value would be worse than none. Stateless.
 */
public final class Formatter {

    private Formatter() {}

    /**
     * @param problems gets what is wrong with the text as YAML; what a grammar would say is not looked at
     * @return empty when the text cannot be read
     */
    public static Optional<String> format(String text, Problems problems) {
        return format(text, problems, Pins.NONE);
    }

    /**
     * @param pins gives the hashes of files that the text names
     * @return empty when the text cannot be read, or a file that it names
     */
    public static Optional<String> format(String text, Problems problems, Pins pins) {
        Optional<Written.File> layout = YamlText.layout(text, problems);
        if (layout.isEmpty()) {
            return Optional.empty();
        }
        Written.File file = layout.get();
        Optional<Written.File> pinned = Pinning.pin(file, pins);
        if (pinned.isEmpty()) {
            return Optional.empty();
        }
        String formatted = Typesetter.text(NormalForm.of(pinned.get()));
        requireSame(text, file, formatted, pins != Pins.NONE);
        return Optional.of(formatted);
    }

    private static void requireSame(String text, Written.File file, String formatted, boolean pinned) {
        Problems problems = new Problems(new Source("formatted", formatted));
        Node before =
                YamlText.read(text, new Problems(new Source("text", text))).orElseThrow();
        boolean same = YamlText.read(formatted, problems)
                .filter(after -> SameContent.of(before, after, pinned))
                .flatMap(after -> YamlText.layout(formatted, problems))
                .filter(after -> SameContent.comments(file).equals(SameContent.comments(after)))
                .isPresent();
        if (!same) {
            throw new IllegalStateException("the normal form of this file would not say the same; nothing was written");
        }
    }
}
