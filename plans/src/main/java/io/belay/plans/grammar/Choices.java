package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.model.OrWord;
import io.belay.plans.problem.NearestName;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Types whose values are words. Stateless. */
public final class Choices {

    public static final TextType<Boolean> BOOLEAN = TextType.of(
                    "true or false", (text, path) -> bool(text), BooleanNode::valueOf)
            .shaped(new Shape.Truth());

    private Choices() {}

    /** One of some words. */
    public static TextType<String> choice(String... written) {
        List<String> words = List.of(written);
        return TextType.of("one of " + String.join(", ", words), (text, path) -> {
                    if (words.contains(text)) {
                        return text;
                    }
                    String before = prefix(path);
                    throw new Unreadable(
                            GrammarErrors.NOT_ALLOWED,
                            "`" + before + text + "` is not known",
                            "one of " + String.join(", ", words),
                            NearestName.of(text, words)
                                    .map(near -> "write `" + before + near + "`")
                                    .orElse(write(before, words)));
                })
                .shaped(new Shape.Words(words));
    }

    /** What stands before the word in the file: its field, or nothing within a list. */
    private static String prefix(String path) {
        return path.endsWith("]") ? "" : path.substring(path.lastIndexOf('.') + 1) + ": ";
    }

    private static String write(String before, List<String> words) {
        return "write `" + before + String.join("` or `" + before, words) + "`";
    }

    /** A value, or one of some words in its place. */
    public static <T> FieldType<OrWord<T>> orWord(FieldType<T> type, String... words) {
        return new ValueOrWord<>(type, List.of(words));
    }

    private static boolean bool(String text) throws Unreadable {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        boolean yes = List.of("yes", "on", "y", "true", "1").contains(text.toLowerCase(Locale.ROOT));
        throw new Unreadable(
                GrammarErrors.NOT_A_BOOLEAN, "`" + text + "` is neither `true` nor `false`", "", "write `" + yes + "`");
    }

    private record ValueOrWord<T>(FieldType<T> type, List<String> choices) implements FieldType<OrWord<T>> {

        @Override
        public String words() {
            return type.words() + ", or " + String.join(", ", choices);
        }

        @Override
        public Optional<OrWord<T>> read(Node node, Slot slot) {
            if (node instanceof TextNode text && choices.contains(text.text())) {
                return Optional.of(OrWord.word(text.text()));
            }
            return type.read(node, slot).map(OrWord::of);
        }

        @Override
        public JsonNode write(OrWord<T> value) {
            return value.value().map(type::write).orElseGet(() -> JsonNodeFactory.instance.textNode(value.word()));
        }

        @Override
        public Shape shape() {
            return Shape.anyOf(new Shape.Words(choices), type.shape());
        }
    }
}
