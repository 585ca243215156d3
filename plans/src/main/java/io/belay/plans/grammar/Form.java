package io.belay.plans.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A block while it is read: a grammar asks for its fields one by one, and {@link #close} reports what nobody asked for. What
 * was read is also gathered in canonical form, defaults written out. For one thread only.
 */
public final class Form {

    private final Reading reading;
    private final String path;
    private final SourcePlace place;
    private final MappingNode node;
    private final Set<String> fields = new LinkedHashSet<>();
    private final Set<String> decidedByHost = new LinkedHashSet<>();
    private final Map<String, String> advice = new LinkedHashMap<>();
    private final ObjectNode canonical = JsonNodeFactory.instance.objectNode();
    private final Optional<Outline> outline;

    /** @param place what a message about the block as a whole points at */
    public Form(Reading reading, String path, SourcePlace place, MappingNode node) {
        this(reading, path, place, node, Optional.empty());
    }

    private Form(Reading reading, String path, SourcePlace place, MappingNode node, Optional<Outline> outline) {
        this.outline = outline;
        this.reading = reading;
        this.path = path;
        this.place = place;
        this.node = reading.renewed(node, path);
    }

    public static Form empty(Reading reading, String path, SourcePlace place) {
        return new Form(reading, path, place, new MappingNode(List.of(), place));
    }

    /** A form with nothing in it that takes down what it is asked for. */
    static Form taking(Outline outline, Reading nowhere) {
        SourcePlace place = nowhere.file();
        return new Form(nowhere, "", place, new MappingNode(List.of(), place), Optional.of(outline));
    }

    public Reading reading() {
        return reading;
    }

    public MappingNode node() {
        return node;
    }

    public SourcePlace place() {
        return place;
    }

    public String path() {
        return path;
    }

    /** What was read, with defaults; safe to keep. */
    public ObjectNode canonical() {
        return canonical.deepCopy();
    }

    /** The field as it stands in the file, for grammars that read it themselves. */
    public Optional<Entry> entry(String field) {
        fields.add(field);
        outline.ifPresent(taking -> taking.named(field));
        Optional<Entry> entry = node.find(field);
        entry.ifPresent(found -> reading.found(pathOf(field), found));
        return entry;
    }

    /** @param shape for editors, as no type says it */
    public Optional<Entry> entry(String field, Supplier<Shape> shape) {
        Optional<Entry> entry = entry(field);
        outline.ifPresent(taking -> taking.shaped(field, shape.get()));
        return entry;
    }

    /** Whether a field is left out that has to be there; the one who asks says so in words of its own. */
    public boolean lacks(String field) {
        outline.ifPresent(taking -> taking.require(field));
        return outline.isEmpty() && !has(field);
    }

    /** Whether exactly one of these fields is written; when not, the one who asks says so. */
    public boolean hasExactlyOne(List<String> names) {
        outline.ifPresent(taking -> taking.exactlyOneOf(names));
        return outline.isPresent() || names.stream().filter(this::has).count() == 1;
    }

    /** Whether to ask for fields that stand beside certain values only; they are outlined in any case. */
    public boolean asksWhen(boolean holds) {
        return holds || outline.isPresent();
    }

    public boolean has(String field) {
        return node.find(field).isPresent();
    }

    /** A field with a default, which is written out. */
    public <T> T optional(String field, FieldType<T> type, T byDefault) {
        Optional<Entry> entry = entry(field);
        JsonNode written = type.write(byDefault);
        outline.ifPresent(taking -> taking.typed(field, type, Optional.of(written)));
        if (entry.isEmpty()) {
            reading.defaulted(pathOf(field), plain(written));
            canonical.set(field, written);
            return byDefault;
        }
        return read(field, entry.get(), type, plain(written)).orElse(byDefault);
    }

    /** A field that may be left out and then says nothing. */
    public <T> Optional<T> stated(String field, FieldType<T> type) {
        Optional<Entry> entry = entry(field);
        outline.ifPresent(taking -> taking.typed(field, type, Optional.empty()));
        return entry.flatMap(found -> read(field, found, type, ""));
    }

    /**
     * A field that has to be there.
     *
     * @param standIn lets reading go on; no rule must object to it
     * @param example what to write when it is missing
     */
    public <T> T required(String field, FieldType<T> type, T standIn, String example) {
        Optional<Entry> entry = entry(field);
        outline.ifPresent(taking -> taking.typed(field, type, Optional.empty()));
        if (entry.isEmpty()) {
            missing(field, example);
            return standIn;
        }
        return read(field, entry.get(), type, "").orElse(standIn);
    }

    public void missing(String field, String example) {
        outline.ifPresent(taking -> taking.require(field));
        reading.report(Problem.error(GrammarErrors.MISSING_FIELD, place, inWords() + " needs `" + field + "`")
                .withHelp("write `" + example + "`"));
    }

    /** A block within this one; an empty form when it is left out, so that its defaults are written all the same. */
    public Form block(String field) {
        Optional<Entry> entry = entry(field);
        if (outline.isPresent()) {
            return inner(field);
        }
        Form form = entry.flatMap(found -> mapping(found)).orElseGet(() -> empty(reading, pathOf(field), place));
        canonical.set(field, form.canonical);
        return form;
    }

    /** A block that has to be there; empty when it is not, or is no block. */
    public Optional<Form> requiredBlock(String field, String example) {
        Optional<Entry> entry = entry(field);
        if (entry.isEmpty()) {
            missing(field, example);
        }
        if (outline.isPresent()) {
            return Optional.of(inner(field));
        }
        return entry.flatMap(this::mapping).map(form -> {
            canonical.set(field, form.canonical);
            return form;
        });
    }

    /** A block that may be left out and then says nothing. */
    public Optional<Form> statedBlock(String field) {
        if (outline.isPresent()) {
            return Optional.of(inner(field));
        }
        return has(field) ? requiredBlock(field, "") : Optional.empty();
    }

    private Form inner(String field) {
        Outline block = new Outline("");
        outline.ifPresent(taking -> taking.shaped(field, new Shape.Block(block)));
        return taking(block, reading);
    }

    private Optional<Form> mapping(Entry entry) {
        if (entry.value() instanceof MappingNode mapping) {
            return Optional.of(new Form(reading, pathOf(entry.key()), entry.keyPlace(), mapping));
        }
        boolean empty = entry.value() instanceof TextNode text && text.isEmpty();
        if (empty) {
            reading.report(Problem.error(GrammarErrors.WRONG_SHAPE, entry.keyPlace(), "`" + entry.key() + "` is empty")
                    .withHelp("indent its fields below it, or delete the line"));
        } else {
            reading.wrongShape(entry.value(), entry.key(), "fields");
        }
        return Optional.empty();
    }

    /** What to say when somebody writes a name that is not a field here. */
    public void advise(String wrongField, String help) {
        advice.put(wrongField, help);
    }

    /** A field that the host's file decides. */
    public void ofHost(String field, String help) {
        outline.ifPresent(taking -> taking.hide(field));
        fields.add(field);
        decidedByHost.add(field);
        node.find(field).ifPresent(entry -> belongsToHost(entry, help));
    }

    public void belongsToHost(Entry entry, String help) {
        fields.add(entry.key());
        reading.report(Problem.error(
                        GrammarErrors.BELONGS_TO_HOST,
                        entry.keyPlace(),
                        "`" + pathOf(entry.key()) + "` belongs to the host, not to the plan")
                .withHelp(help));
    }

    /** A value that is not part of the canonical form, because nothing that is carried out depends on it. */
    public void leaveOut(String field) {
        canonical.remove(field);
    }

    /** Reports every field that was not asked for. */
    public void close() {
        for (Entry entry : node.entries()) {
            if (!fields.contains(entry.key())) {
                unknown(entry);
            }
        }
    }

    private void unknown(Entry entry) {
        String key = entry.key();
        if (key.contains("${")) {
            reading.report(Problem.error(GrammarErrors.INPUT_OUT_OF_PLACE, entry.keyPlace(), "no input may be a key")
                    .withHelp("write the field's name itself"));
            return;
        }
        List<String> usable =
                fields.stream().filter(name -> !decidedByHost.contains(name)).toList();
        String all = usable.isEmpty() ? "it takes no fields" : "it takes `" + String.join("`, `", usable) + "`";
        String help = Optional.ofNullable(advice.get(key))
                .or(() -> NearestName.of(key, fields).map(near -> "write `" + near + "`"))
                .orElse(all);
        reading.report(Problem.error(
                        GrammarErrors.UNKNOWN_FIELD, entry.keyPlace(), "unknown field `" + key + "` in " + inWords())
                .withHelp(help));
    }

    private <T> Optional<T> read(String field, Entry entry, FieldType<T> type, String byDefault) {
        Optional<T> value = type.read(entry.value(), new Slot(reading, pathOf(field), byDefault));
        value.ifPresent(read -> canonical.set(field, type.write(read)));
        return value;
    }

    private String pathOf(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private String inWords() {
        if (path.isEmpty()) {
            return reading.whole();
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (path.matches("(.*[.])?steps\\[\\d+]")) {
            return "this step";
        }
        return name.endsWith("]") ? "an item of `" + name.substring(0, name.indexOf('[')) + "`" : "`" + name + "`";
    }

    private static String plain(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
