package io.belay.plans.grammar;

import io.belay.plans.grammar.FormerNames.Former;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.ReadErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A block with its fields under the names that they have by now; what is old about it is reported. Stateless. */
final class OldNames {

    private static final int LONGEST = 60;

    private OldNames() {}

    static MappingNode renewed(MappingNode node, String block, Reading reading) {
        FormerNames names = reading.formerNames();
        boolean none = names.isEmpty()
                || node.entries().stream()
                        .noneMatch(entry -> names.find(block, entry.key()).isPresent());
        if (none) {
            return node;
        }
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : node.entries()) {
            Optional<Former> former = names.find(block, entry.key());
            if (former.isEmpty()) {
                entries.add(entry);
            } else {
                renewed(entry, former.get(), node, reading).ifPresent(entries::add);
            }
        }
        return new MappingNode(entries, node.place());
    }

    private static Optional<Entry> renewed(Entry entry, Former former, MappingNode node, Reading reading) {
        if (!former.moves()) {
            reading.report(gone(entry, former));
            return Optional.empty();
        }
        String now = former.now().orElseThrow();
        Optional<Entry> twin = node.find(now);
        if (twin.isPresent()) {
            reading.report(Problem.error(
                            ReadErrors.DUPLICATE_KEY,
                            entry.keyPlace(),
                            "`" + now + "` is written twice, here by the name that it had")
                    .withSecond(twin.get().keyPlace(), "and here by its name")
                    .withHelp("keep `" + now + "` and delete `" + entry.key() + "`"));
            return Optional.empty();
        }
        reading.report(Problem.warning(
                        GrammarErrors.FORMER_NAME,
                        entry.keyPlace(),
                        "`" + entry.key() + "` is now called `" + now + "`")
                .withLabel("since Belay " + former.since())
                .withHelp("write `" + now + ":" + value(entry, reading) + "`; `belay format` does it"));
        return Optional.of(new Entry(now, entry.keyPlace(), entry.value()));
    }

    static Problem gone(Entry entry, Former former) {
        String now = former.now().map(name -> "; it is `" + name + "` by now").orElse("");
        return Problem.error(GrammarErrors.GONE, entry.keyPlace(), "there is no `" + entry.key() + "` any more" + now)
                .withLabel("since Belay " + former.since())
                .withHelp(former.instead());
    }

    /** What stands behind the colon, where that is short and no secret. */
    private static String value(Entry entry, Reading reading) {
        String text = entry.value() instanceof TextNode node && node.isEmpty()
                ? ""
                : reading.quoted(entry.value().place());
        boolean oneLine = entry.value().place().line() == entry.keyPlace().line();
        boolean shown = oneLine && text.length() <= LONGEST && text.indexOf('`') < 0;
        return shown && !text.isEmpty() ? " " + text : "";
    }
}
