package io.belay.plans.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Shape;
import io.belay.plans.grammar.Slot;
import io.belay.plans.grammar.TextType;
import io.belay.plans.grammar.Unreadable;
import io.belay.plans.model.NamedFile;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file beside the plan, inside its folder. What is hashed is its path and the SHA-256 of its bytes. Immutable. */
public final class FileType implements FieldType<NamedFile> {

    /** Blanks and signs that shells know have no place in it; nor has a segment that begins with a dot. */
    private static final Pattern STRAIGHT =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@+=-]*(/[A-Za-z0-9_][A-Za-z0-9_.@+=-]*)*");

    /** A file of SQL that is run. */
    static final FileType SQL = new FileType(name("checks/orders.sql"));

    /** Steps to include; the name must not change with an input, because the hash beside it would not. */
    static final FileType STEPS = new FileType(name("common/build.steps.yaml").literal());

    /** A plan that a fleet carries out. */
    public static final FileType PLAN = new FileType(name("shop.plan.yaml").literal());

    private final TextType<String> name;

    private FileType(TextType<String> name) {
        this.name = name;
    }

    private static TextType<String> name(String example) {
        return TextType.of("a file beside the plan", (text, path) -> {
                    if (text.startsWith("/")
                            || text.startsWith("../")
                            || text.contains("/../")
                            || text.startsWith("~")) {
                        throw new Unreadable(
                                GrammarErrors.OUTSIDE_FOLDER,
                                "`" + text + "` is outside the plan's folder",
                                "",
                                "copy it beside the plan and write for example `" + example + "`");
                    }
                    if (!STRAIGHT.matcher(text).matches() || text.length() > 200) {
                        throw new Unreadable(
                                GrammarErrors.UNREADABLE_VALUE,
                                "`" + text + "` is no plain file name",
                                "",
                                "write for example `" + example + "`: letters, digits and `_ . - @ + =`");
                    }
                    return text;
                })
                .formed("(?=.{1,200}$)" + STRAIGHT.pattern());
    }

    /**
     * The same name.
     *
     * @throws Unreadable when a plan may not name a file so
     */
    public static String requirePlain(String file) throws Unreadable {
        return STEPS.name.parse(file, "file");
    }

    @Override
    public String words() {
        return name.words();
    }

    @Override
    public Optional<NamedFile> read(Node node, Slot slot) {
        return name.read(node, slot).flatMap(path -> open(path, node, slot));
    }

    private static Optional<NamedFile> open(String path, Node node, Slot slot) {
        try {
            return Optional.of(slot.reading().folder().read(path));
        } catch (Unreadable e) {
            slot.reading()
                    .report(Problem.error(e.code(), node.place(), e.statement())
                            .withLabel(e.label())
                            .withHelp(e.help()));
            return Optional.empty();
        }
    }

    @Override
    public Shape shape() {
        return name.shape();
    }

    @Override
    public JsonNode write(NamedFile file) {
        return JsonNodeFactory.instance.objectNode().put("path", file.path()).put("sha256", file.sha256());
    }
}
