package io.belay.plans.format;

import io.belay.plans.grammar.FormerNames;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.Node;
import io.belay.plans.read.Written;
import io.belay.plans.read.YamlText;
import io.belay.plans.read.YamlText.Layout;
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

    static Optional<String> format(String text, Problems problems, FormerNames formerNames) {
        return format(text, problems, Pins.NONE, formerNames);
    }

    /**
     * @param pins gives the hashes of files that the text names
     * @return empty when the text cannot be read, or a file that it names
     */
    public static Optional<String> format(String text, Problems problems, Pins pins) {
        return format(text, problems, pins, FormerNames.KNOWN);
    }

    private static Optional<String> format(String text, Problems problems, Pins pins, FormerNames formerNames) {
        Optional<Layout> layout = YamlText.layout(text, problems);
        if (layout.isEmpty()) {
            return Optional.empty();
        }
        Optional<Written.File> pinned = Pinning.pin(layout.get().written(), pins);
        if (pinned.isEmpty()) {
            return Optional.empty();
        }
        FormerKeys keys = new FormerKeys(formerNames);
        String root = NormalForm.root(pinned.get());
        String formatted = Typesetter.text(NormalForm.of(keys.written(pinned.get(), root)));
        requireSame(keys.node(layout.get().root(), root), layout.get().written(), formatted, pins != Pins.NONE);
        return Optional.of(formatted);
    }

    private static void requireSame(Node before, Written.File written, String formatted, boolean pinned) {
        boolean same = YamlText.layout(formatted, new Problems(new Source("formatted", formatted)))
                .filter(after -> SameContent.of(before, after.root(), pinned))
                .filter(after -> SameContent.comments(written).equals(SameContent.comments(after.written())))
                .isPresent();
        if (!same) {
            throw new IllegalStateException("the normal form of this file would not say the same; nothing was written");
        }
    }
}
