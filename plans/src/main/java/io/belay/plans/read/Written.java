package io.belay.plans.read;

import io.belay.plans.problem.SourcePlace;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a file as its author laid it out: what {@link Node} says, and all that YAML leaves out (comments, blank lines,
 * quotes, whether braces were used). Immutable.
 */
public sealed interface Written {

    /** How a text is marked off. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        /** Behind {@code |} or {@code >}. */
        BLOCK
    }

    /** @param text from the number sign on, without blanks at its end */
    record Comment(String text, boolean blankBefore) {}

    /**
     * @param text what it means
     * @param lines as they stand in the file, quotes included, without what indents them; one, as a rule
     */
    record Scalar(String text, Style style, List<String> lines, SourcePlace place) implements Written {

        public Scalar {
            lines = List.copyOf(lines);
        }

        public boolean isEmpty() {
            return lines.size() == 1 && lines.get(0).isEmpty();
        }
    }

    /**
     * A mapping or a list.
     *
     * @param flow within braces or brackets
     * @param foot comments behind its last part
     */
    record Group(boolean mapping, boolean flow, List<Part> parts, List<Comment> foot) implements Written {

        public Group {
            parts = List.copyOf(parts);
            foot = List.copyOf(foot);
        }

        public Group withParts(List<Part> other) {
            return new Group(mapping, flow, other, foot);
        }

        /** The value of a field of a mapping. */
        public Optional<Written> find(String key) {
            return parts.stream()
                    .filter(part -> part.isKeyed(key))
                    .map(Part::value)
                    .findFirst();
        }
    }

    /**
     * A field, an item of a list, or a whole file.
     *
     * @param blankBefore whether a blank line stands before it, behind the comments above it
     * @param above comments on lines of their own
     * @param key empty for an item
     * @param opening comment behind the key, when the value begins on a later line; or empty
     * @param behind comment on the line where the value ends; or empty
     */
    record Part(
            boolean blankBefore,
            List<Comment> above,
            Optional<Scalar> key,
            String opening,
            Written value,
            String behind) {

        public Part {
            above = List.copyOf(above);
        }

        public boolean isKeyed(String name) {
            return key.map(Scalar::text).filter(name::equals).isPresent();
        }

        public Part withValue(Written other) {
            return new Part(blankBefore, above, key, opening, other, behind);
        }

        public Part withAbove(List<Comment> other) {
            return new Part(blankBefore, other, key, opening, value, behind);
        }
    }

    /**
     * A whole file.
     *
     * @param root without a key; the comments above it are those at the head of the file
     * @param foot comments at its end that belong to nothing
     */
    record File(Part root, List<Comment> foot) {

        public File {
            foot = List.copyOf(foot);
        }
    }
}
