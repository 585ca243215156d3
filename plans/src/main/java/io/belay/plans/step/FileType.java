package io.belay.plans.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Shape;
import io.belay.plans.grammar.Slot;
import io.belay.plans.grammar.TextType;
import io.belay.plans.grammar.Unreadable;
import io.belay.plans.model.NamedFile;
import io.belay.plans.problem.Problem;
import io.belay.plans.read.Node;
import io.belay.plans.read.ReadErrors;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file beside the plan, inside its folder. What is hashed is its path and the SHA-256 of its bytes, and its text where a host
 * runs it. Immutable.
 */
public final class FileType implements FieldType<NamedFile> {

    /** Blanks and signs that shells know have no place in it; nor has a segment that begins with a dot. */
    private static final Pattern STRAIGHT =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@+=-]*(/[A-Za-z0-9_][A-Za-z0-9_.@+=-]*)*");

    /** A file of SQL that is run. */
    static final FileType SQL = new FileType(name("checks/orders.sql"));

    /** One that a host runs: its text goes with the plan, for the host that runs it never sees the plan's folder. */
    static final FileType SCRIPT = new FileType(name("fix_views.sql"), true);

    /** Whoever reviews the plan reads it too; and every word of it goes through the engine. */
    private static final int LONGEST_SCRIPT = 128 * 1024;

    /** Steps to include; the name must not change with an input, because the hash beside it would not. */
    static final FileType STEPS = new FileType(name("common/build.steps.yaml").literal());

    /** A plan that a fleet carries out. */
    public static final FileType PLAN = new FileType(name("shop.plan.yaml").literal());

    private final TextType<String> name;
    private final boolean carriesText;

    private FileType(TextType<String> name) {
        this(name, false);
    }

    private FileType(TextType<String> name, boolean carriesText) {
        this.name = name;
        this.carriesText = carriesText;
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

    private Optional<NamedFile> open(String path, Node node, Slot slot) {
        try {
            NamedFile file = slot.reading().folder().read(path);
            if (carriesText) {
                requireCarriable(file);
            }
            return Optional.of(file);
        } catch (Unreadable e) {
            slot.reading()
                    .report(Problem.error(e.code(), node.place(), e.statement())
                            .withLabel(e.label())
                            .withHelp(e.help()));
            return Optional.empty();
        }
    }

    /** What the plan's canonical form would change could not be the file any more whose hash stands beside it. */
    private static void requireCarriable(NamedFile file) throws Unreadable {
        if (file.text().getBytes(StandardCharsets.UTF_8).length > LONGEST_SCRIPT) {
            throw new Unreadable(
                    ReadErrors.TOO_LARGE,
                    "`" + file.path() + "` has more than " + LONGEST_SCRIPT + " bytes",
                    "",
                    "split it into several `sql` steps; loading of data is no part of an upgrade");
        }
        if (!Normalizer.isNormalized(file.text(), Normalizer.Form.NFC)) {
            throw new Unreadable(
                    ReadErrors.INVISIBLE,
                    "`" + file.path() + "` has characters that are written as letter and accent apart",
                    "",
                    "save it in Unicode's normal form C, or write such texts as `U&'\\0061\\0301'`");
        }
    }

    @Override
    public Shape shape() {
        return name.shape();
    }

    @Override
    public JsonNode write(NamedFile file) {
        ObjectNode written =
                JsonNodeFactory.instance.objectNode().put("path", file.path()).put("sha256", file.sha256());
        return carriesText ? written.put("text", file.text()) : written;
    }
}
