package io.belay.plans.read;

import io.belay.plans.problem.Source;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import java.util.Optional;

/** What to write where one key stands twice: both in one, where that can be said in a line. Stateless. */
final class WrittenTwice {

    /** A longer line is harder to compare with the two that stand there than the two are to put together. */
    private static final int LONGEST = 100;

    private WrittenTwice() {}

    static String help(Entry first, Entry again, Source source) {
        int line = first.keyPlace().line();
        return together(first, again, source)
                .map(both -> "write `" + both + "` at line " + line + " and "
                        + (isWholeLine(again, source)
                                ? "delete line " + again.keyPlace().line()
                                : "delete the other"))
                .orElse("write all of `" + first.key() + "` at line " + line + " and delete it here");
    }

    private static Optional<String> together(Entry first, Entry again, Source source) {
        boolean apart = first.keyPlace().line() != again.keyPlace().line();
        if (!apart || !(first.value() instanceof MappingNode one) || !(again.value() instanceof MappingNode other)) {
            return Optional.empty();
        }
        boolean disagree =
                other.entries().stream().anyMatch(entry -> one.find(entry.key()).isPresent());
        String begin = inBraces(first, source);
        String end = inBraces(again, source);
        String both = first.key() + ": {" + begin + ", " + end + "}";
        boolean shown = !begin.isEmpty() && !end.isEmpty() && both.length() <= LONGEST;
        return disagree || !shown ? Optional.empty() : Optional.of(both);
    }

    /** What stands between the braces of a block in one line; empty when it is written otherwise, or may hold a secret. */
    private static String inBraces(Entry entry, Source source) {
        SourcePlace place = entry.value().place();
        String text = source.quoted(place);
        boolean braces = place.line() == entry.keyPlace().line() && text.startsWith("{") && text.endsWith("}");
        return braces && SecretShapes.mayBeQuoted(text)
                ? text.substring(1, text.length() - 1).strip()
                : "";
    }

    private static boolean isWholeLine(Entry entry, Source source) {
        SourcePlace key = entry.keyPlace();
        SourcePlace all =
                source.place(key.line(), key.column(), entry.value().place().end() - key.column());
        return source.quoted(source.restOfLine(key.line(), 1)).strip().equals(source.quoted(all));
    }
}
