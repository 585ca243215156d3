package io.belay.plans.grammar;

import io.belay.plans.grammar.Inputs.Input;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The block {@code inputs}: what a plan lets be chosen when it is used. */
final class InputsGrammar {

    private static final Pattern NAME_FORM = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private static final Map<String, TextType<?>> TYPES = types();

    /** What every value of an input is, whatever its type. */
    private static final Shape.Single VALUE = Names.text(200).single();

    private InputsGrammar() {}

    private static Map<String, TextType<?>> types() {
        Map<String, TextType<?>> types = new LinkedHashMap<>();
        types.put("text", Names.text(200));
        types.put("integer", Quantities.integer(0, 999_999_999));
        types.put("boolean", Choices.BOOLEAN);
        types.put("version", Quantities.VERSION);
        types.put("duration", Quantities.DURATION);
        types.put("size", Quantities.SIZE);
        types.put("percent", Quantities.PERCENT);
        types.put("time", Names.TIME);
        types.put("reference", Names.REFERENCE);
        types.put("name", Names.NAME);
        types.put("choice", Names.text(200));
        return types;
    }

    static Inputs read(Form plan, Given given) {
        Map<String, Input> declared = new LinkedHashMap<>();
        SourcePlace place = plan.reading().file();
        Optional<Entry> entry = plan.entry("inputs", InputsGrammar::shape);
        if (entry.isPresent() && entry.get().value() instanceof MappingNode mapping) {
            place = entry.get().keyPlace();
            for (Entry input : mapping.entries()) {
                declare(plan.reading(), input, given, declared);
            }
        } else if (entry.isPresent()) {
            plan.reading().wrongShape(entry.get().value(), "inputs", "fields");
        }
        for (String name : given.values().keySet()) {
            if (!declared.containsKey(name) && !isDeclared(entry, name)) {
                plan.reading()
                        .report(Problem.error(
                                        GrammarErrors.UNKNOWN_INPUT,
                                        given.place(name).orElse(place),
                                        "a value was given for `" + name + "`, which is no input")
                                .withHelp(
                                        declared.isEmpty()
                                                ? plan.reading().whole() + " has no inputs"
                                                : "inputs are `" + String.join("`, `", declared.keySet()) + "`"));
            }
        }
        return new Inputs(declared, given);
    }

    private static Shape shape() {
        Outline input = Outline.of(form -> fields(form, "", Given.nothingYet()));
        return new Shape.Named("name", "the name of an input", NAME_FORM.pattern(), new Shape.Block(input));
    }

    private static boolean isDeclared(Optional<Entry> entry, String name) {
        return entry.isPresent()
                && entry.get().value() instanceof MappingNode mapping
                && mapping.find(name).isPresent();
    }

    private static void declare(Reading reading, Entry entry, Given outside, Map<String, Input> declared) {
        if (!NAME_FORM.matcher(entry.key()).matches() || !(entry.value() instanceof MappingNode mapping)) {
            reading.report(Problem.error(
                            GrammarErrors.WRONG_SHAPE,
                            entry.keyPlace(),
                            "`" + entry.key() + "` is not declared as an input")
                    .withHelp("write `hold: {type: duration, default: 500ms}`: a name in lower case, then its fields"));
            declared.put(entry.key(), new Input(entry.keyPlace(), Optional.empty(), List.of(), false));
            return;
        }
        Form form = new Form(reading, "inputs." + entry.key(), entry.keyPlace(), mapping);
        declared.put(entry.key(), fields(form, entry.key(), outside));
    }

    private static Input fields(Form form, String name, Given outside) {
        Optional<String> given = Optional.ofNullable(outside.values().get(name));
        String typeName = form.required(
                "type", Choices.choice(TYPES.keySet().toArray(String[]::new)).literal(), "text", "type: duration");
        TextType<?> type = TYPES.getOrDefault(typeName, Names.text(200)).literal();
        List<String> allowed = allowed(form, type);
        if (typeName.equals("choice") && !form.has("allowed")) {
            form.missing("allowed", "allowed: [online, offline]");
        }
        Optional<String> byDefault = form.stated("default", asWritten(type));
        form.stated("description", Names.text(200).literal());
        form.close();
        boolean badDefault = form.has("default") && byDefault.isEmpty();
        SourcePlace written =
                form.node().find("default").map(entry -> entry.value().place()).orElse(form.place());
        byDefault = byDefault.filter(value -> check(form, outside, written, allowed, value, type));
        Optional<String> value = given.isPresent()
                ? given.filter(
                        text -> check(form, outside, outside.place(name).orElse(form.place()), allowed, text, type))
                : byDefault;
        boolean readable = !badDefault && (value.isPresent() || (given.isEmpty() && !form.has("default")));
        return new Input(form.place(), value, allowed, readable);
    }

    private static List<String> allowed(Form form, TextType<?> type) {
        Optional<Entry> entry = form.entry("allowed", () -> new Shape.Items(VALUE, false, true, false));
        if (entry.isPresent() && !(entry.get().value() instanceof ListNode)) {
            form.reading().wrongShape(entry.get().value(), "allowed", "a list");
        }
        return entry.filter(found -> found.value() instanceof ListNode)
                .flatMap(found -> Several.listOf(asWritten(type))
                        .read(found.value(), new Slot(form.reading(), form.path() + ".allowed", "")))
                .orElse(List.of());
    }

    /** The text itself, once it was seen to be a value of the type. */
    private static TextType<String> asWritten(TextType<?> type) {
        return TextType.<String>of(type.words(), (text, path) -> {
                    type.parse(text, path);
                    return text;
                })
                .shaped(VALUE)
                .literal();
    }

    private static boolean check(
            Form form, Given outside, SourcePlace place, List<String> allowed, String value, TextType<?> type) {
        String name = form.path().substring("inputs.".length());
        String statement = "";
        String help = "";
        try {
            type.parse(value, form.path());
            if (!allowed.isEmpty() && !allowed.contains(value)) {
                statement = "allowed are " + String.join(", ", allowed);
                help = "give `" + outside.spelled(name, allowed.get(0)) + "`";
            }
        } catch (Unreadable e) {
            statement = "it takes " + type.words();
            help = e.help();
        }
        if (!statement.isEmpty()) {
            form.reading()
                    .report(Problem.error(
                                    GrammarErrors.INPUT_VALUE,
                                    place,
                                    "input `" + name + "` is `" + value + "`; " + statement)
                            .withHelp(help));
        }
        return statement.isEmpty();
    }
}
