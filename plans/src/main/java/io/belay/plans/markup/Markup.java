package io.belay.plans.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes HTML and SVG in which no text can become markup: every text and every attribute's value is escaped, names are checked, and
 * what could run or load something has no way in. The result is well-formed XML too. For one thread only.
 */
public final class Markup {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");

    /** Would run, load or send something. */
    private static final Set<String> FORBIDDEN_ELEMENTS = Set.of(
            "script",
            "iframe",
            "object",
            "embed",
            "link",
            "base",
            "form",
            "input",
            "button",
            "img",
            "image",
            "use",
            "audio",
            "video",
            "source",
            "foreignObject",
            "animate",
            "set");

    private static final Set<String> FORBIDDEN_ATTRIBUTES =
            Set.of("style", "src", "srcset", "srcdoc", "action", "formaction", "ping", "data", "background", "poster");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    public Markup open(String element, String... attributes) {
        begin(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content: {@code <rect .../>}. */
    public Markup empty(String element, String... attributes) {
        begin(element, attributes);
        out.append("/>");
        return this;
    }

    /** An element that holds a text only. */
    public Markup leaf(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    public Markup text(String text) {
        out.append(escaped(VisibleText.of(text)));
        return this;
    }

    /** A line end between elements, for readers of the source and for differences of two reports. */
    public Markup line() {
        out.append('\n');
        return this;
    }

    /**
     * Rules for looks; must be a text of ours.
     *
     * @throws IllegalArgumentException when it could end the element, or load something
     */
    public Markup sheet(String css) {
        if (css.contains("<") || css.contains("&") || css.contains("url(") || css.contains("@import")) {
            throw new IllegalArgumentException("a style sheet that could end early or load something");
        }
        return open("style").raw(css).close();
    }

    /** What another writer wrote goes in as it is: it has passed through the same checks. */
    public Markup add(Markup other) {
        return raw(other.toString());
    }

    private Markup raw(String written) {
        out.append(written);
        return this;
    }

    private void begin(String element, String... attributes) {
        if (!NAME.matcher(element).matches() || FORBIDDEN_ELEMENTS.contains(element)) {
            throw new IllegalArgumentException("no element for a report: " + element);
        }
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(attributes[i], attributes[i + 1]);
        }
    }

    private void attribute(String name, String value) {
        boolean event = name.startsWith("on");
        boolean leaves = name.equals("href") && !value.startsWith("#");
        if (!NAME.matcher(name).matches() || event || leaves || FORBIDDEN_ATTRIBUTES.contains(name)) {
            throw new IllegalArgumentException("no attribute for a report: " + name);
        }
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(escaped(VisibleText.line(value)))
                .append('"');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** @throws IllegalStateException when an element is still open */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }
}
