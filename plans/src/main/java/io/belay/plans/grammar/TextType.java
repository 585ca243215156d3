package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.TextNode;
import java.util.Optional;
import java.util.function.Function;

/** A value that is one text. Inputs are put in before the text is read. Immutable. */
public final class TextType<T> implements FieldType<T> {

    /** Reads a text for the field of the given path. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(String text, String path) throws Unreadable;
    }

    private final String words;
    private final Parser<T> parser;
    private final Function<T, JsonNode> writer;
    private final boolean inputs;
    private final Shape.Single shape;

    private TextType(String words, Parser<T> parser, Function<T, JsonNode> writer, boolean inputs, Shape.Single shape) {
        this.words = words;
        this.parser = parser;
        this.writer = writer;
        this.inputs = inputs;
        this.shape = shape;
    }

    /** A value whose canonical form is its {@code toString()}. */
    public static <T> TextType<T> of(String words, Parser<T> parser) {
        return of(words, parser, value -> JsonNodeFactory.instance.textNode(String.valueOf(value)));
    }

    public static <T> TextType<T> of(String words, Parser<T> parser, Function<T, JsonNode> writer) {
        return new TextType<>(words, parser, writer, true, new Shape.Text(words, ""));
    }

    /** The same, with what can be said of its texts without reading them. */
    public TextType<T> shaped(Shape.Single better) {
        return new TextType<>(words, parser, writer, inputs, better);
    }

    /** @param form as in {@link Shape.Text} */
    public TextType<T> formed(String form) {
        return shaped(new Shape.Text(words, form));
    }

    /** The same, for fields in which an input may not stand. */
    public TextType<T> literal() {
        return new TextType<>(words, parser, writer, false, shape);
    }

    @Override
    public String words() {
        return words;
    }

    @Override
    public Optional<T> read(Node node, Slot slot) {
        Reading reading = slot.reading();
        if (!(node instanceof TextNode text) || text.isEmpty()) {
            reading.wrongShape(node, slot.field(), words);
            return Optional.empty();
        }
        if (text.isUnread() || reading.isHidden(text)) {
            return Optional.empty();
        }
        Optional<String> value = inputs ? reading.expand(text, slot.path()) : reading.literal(text, slot.field());
        return value.flatMap(expanded -> parse(expanded, text, slot));
    }

    /** For types that are made of others. */
    public T parse(String text, String path) throws Unreadable {
        return parser.parse(text, path);
    }

    private Optional<T> parse(String value, TextNode text, Slot slot) {
        try {
            return Optional.of(parser.parse(value, slot.path()));
        } catch (Unreadable e) {
            boolean expanded = !value.equals(text.text());
            String help = slot.byDefault().isEmpty() || e.help().isEmpty()
                    ? e.help()
                    : e.help() + "; the default is `" + slot.byDefault() + "`";
            slot.reading()
                    .report(Problem.error(e.code(), slot.reading().placeOf(e.piece(), text), e.statement())
                            .withLabel(expanded ? "comes from an input" : e.label())
                            .withHelp(help));
            return Optional.empty();
        }
    }

    @Override
    public Shape shape() {
        return inputs ? new Shape.WithInputs(shape) : shape;
    }

    /** The same, whether or not inputs may stand in it. */
    Shape.Single single() {
        return shape;
    }

    @Override
    public JsonNode write(T value) {
        return writer.apply(value);
    }
}
