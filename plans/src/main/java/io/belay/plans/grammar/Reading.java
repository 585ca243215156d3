package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.model.Places;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.ReadErrors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is gathered while one file is read: problems, places, defaults, uses of inputs. For one thread only. */
public final class Reading {

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^}]*)(}?)");

    private final String whole;
    private final Problems problems;
    private final Map<String, SourcePlace> places = new LinkedHashMap<>();
    private final List<UsedDefault> defaults = new ArrayList<>();
    private final PlanFolder folder;
    private final FormerNames formerNames;
    private final ObjectNode included = JsonNodeFactory.instance.objectNode();
    private Inputs inputs = Inputs.none();

    /** @param value in normal spelling */
    public record UsedDefault(String path, String value) {}

    /** @param whole what the file is, for messages: {@code the plan} */
    public Reading(String whole, Problems problems) {
        this(whole, problems, PlanFolder.none());
    }

    /** @param folder in which the file lies, for the files that it names */
    public Reading(String whole, Problems problems, PlanFolder folder) {
        this(whole, problems, folder, FormerNames.KNOWN);
    }

    /** @param formerNames of fields, which are read as what they are called by now */
    public Reading(String whole, Problems problems, PlanFolder folder, FormerNames formerNames) {
        this.whole = whole;
        this.problems = problems;
        this.folder = folder;
        this.formerNames = formerNames;
    }

    FormerNames formerNames() {
        return formerNames;
    }

    /** The fields of a block by the names that they have by now. */
    public MappingNode renewed(MappingNode block, String path) {
        return formerNames.isEmpty() ? block : OldNames.renewed(block, FormerNames.block(whole, path), this);
    }

    /** What a step's kind is called by now. */
    public String renewedKind(TextNode kind) {
        Entry bare = new Entry(kind.text(), kind.place(), new TextNode("", true, kind.place(), kind.lastLine()));
        MappingNode step = renewed(new MappingNode(List.of(bare), kind.place()), "steps");
        return step.entries().isEmpty() ? "" : step.entries().get(0).key();
    }

    public PlanFolder folder() {
        return folder;
    }

    /**
     * For a file that this one includes.
     *
     * @param found gathers what is wrong with it
     */
    public Reading ofIncluded(String other, Problems found) {
        return new Reading(other, found, folder, formerNames);
    }

    /**
     * Takes over what was gathered of an included file.
     *
     * @param path below which its steps stand in this file
     */
    public void include(String id, String sha256, String path, Reading other) {
        problems.include(other.problems);
        other.places.forEach((field, place) -> {
            if (field.startsWith(path)) {
                places.put(field, place);
            }
        });
        other.defaults.stream().filter(used -> used.path().startsWith(path)).forEach(defaults::add);
        included.put(id, sha256);
    }

    /** SHA-256 of each included file by the id of its include; an object, empty when there are none. */
    public ObjectNode included() {
        return included.deepCopy();
    }

    String whole() {
        return whole;
    }

    public void use(Inputs declared) {
        inputs = declared;
    }

    public void report(Problem problem) {
        problems.add(problem);
    }

    public SourcePlace file() {
        return problems.source().wholeFile();
    }

    public Places places() {
        return new Places(places, file());
    }

    /** What is written at a place, for a help that repeats it; empty when part of it is a secret. */
    public String quoted(SourcePlace place) {
        return problems.source().quoted(place);
    }

    /** Where a piece of a text stands, if that can be said: behind an escape, or in several lines, it is the text as a whole. */
    SourcePlace placeOf(String piece, TextNode node) {
        SourcePlace whole = node.place();
        String text = piece.isEmpty() ? "" : quoted(whole);
        int from = text.indexOf(piece);
        if (text.isEmpty() || from < 0 || text.indexOf(piece, from + 1) >= 0) {
            return whole;
        }
        return new SourcePlace(
                whole.file(),
                whole.line(),
                whole.column() + text.codePointCount(0, from),
                piece.codePointCount(0, piece.length()));
    }

    /** Those of blocks, then those of steps, each in the order in which they were read. */
    public List<UsedDefault> defaults() {
        return defaults.stream()
                .sorted(Comparator.comparing(used -> used.path().startsWith("steps[")))
                .toList();
    }

    /** The field's value; and, under {@code path:}, the field from its name on when both stand in one line. */
    void found(String path, Entry entry) {
        SourcePlace key = entry.keyPlace();
        SourcePlace value = entry.value().place();
        found(path, value);
        if (key.line() == value.line() && value.column() > key.column()) {
            found(path + ":", new SourcePlace(key.file(), key.line(), key.column(), value.end() - key.column()));
        }
    }

    public void found(String path, SourcePlace place) {
        places.put(path, place);
    }

    void defaulted(String path, String value) {
        defaults.add(new UsedDefault(path, value));
    }

    /** Whether an input stands somewhere without its quotes: then nobody knows which are used. */
    boolean hasUnreadInputs() {
        return problems.has(ReadErrors.NEEDS_QUOTES);
    }

    /** Whether it was found to be a secret; then enough was said. */
    public boolean isHidden(TextNode text) {
        return problems.source().holdsHidden(text.place());
    }

    public void wrongShape(Node node, String field, String words) {
        if (node instanceof TextNode text && (text.isUnread() || isHidden(text))) {
            return;
        }
        report(Problem.error(
                        GrammarErrors.WRONG_SHAPE,
                        node.place(),
                        "`" + field + "` takes " + words + ", and here is " + node.words())
                .withHelp(shapeHelp(node, field, words)));
    }

    private static String shapeHelp(Node node, String field, String words) {
        if (node instanceof TextNode text && text.isEmpty()) {
            return "write its value behind `" + field + ":`, or delete the line";
        }
        if (words.startsWith("a list")) {
            return "write each item behind `- `, or all within `[` and `]`";
        }
        return words.endsWith("fields")
                ? "write `" + field + ": {FIELD: VALUE}`, or its fields below, indented"
                : "write " + words;
    }

    /** Where a field was found in the file, if it was. */
    Optional<SourcePlace> placeOf(String path) {
        return Optional.ofNullable(places.get(path));
    }

    /**
     * The text with its inputs put in.
     *
     * @param path of the field, or of the item of a list
     */
    public Optional<String> expand(TextNode node, String path) {
        if (!node.text().contains("${")) {
            return Optional.of(node.text());
        }
        StringBuilder text = new StringBuilder();
        Matcher matcher = SUBSTITUTION.matcher(node.text());
        boolean whole = true;
        while (matcher.find()) {
            Optional<String> value =
                    matcher.group(2).isEmpty() ? notAnInput(node, matcher.group(), path) : value(node, matcher, path);
            whole &= value.isPresent();
            matcher.appendReplacement(text, Matcher.quoteReplacement(value.orElse("")));
        }
        matcher.appendTail(text);
        return whole ? Optional.of(text.toString()) : Optional.empty();
    }

    private Optional<String> value(TextNode node, Matcher matcher, String path) {
        String inner = matcher.group(1);
        return inner.startsWith("inputs.")
                ? inputs.value(inner.substring("inputs.".length()), node.place(), this)
                : notAnInput(node, matcher.group(), path);
    }

    private Optional<String> notAnInput(TextNode node, String written, String path) {
        report(NotAnInput.problem(node, written, path, this));
        return Optional.empty();
    }

    /** The text of a field in which no input may stand. */
    Optional<String> literal(TextNode node, String field) {
        if (node.text().contains("${")) {
            report(Problem.error(
                            GrammarErrors.INPUT_OUT_OF_PLACE, node.place(), "no input may stand in `" + field + "`")
                    .withHelp("write the value itself: names by which a run is known must not change with its inputs"));
            return Optional.empty();
        }
        return Optional.of(node.text());
    }
}
