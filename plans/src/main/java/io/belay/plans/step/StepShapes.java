package io.belay.plans.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Outline;
import io.belay.plans.grammar.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** How an item of {@code steps} may look: for each kind, its own fields beside those that every step has. Stateless. */
public final class StepShapes {

    /** Where texts about the fields of steps stand. */
    private static final String SECTION = "Step";

    private StepShapes() {}

    public static Shape ofPlan() {
        List<Shape> items = kinds(StepKinds.all(), false);
        items.add(group());
        items.add(several(StepKinds.INCLUDE, IncludeGrammar::read));
        return list(items);
    }

    /** Of a list that plans include. */
    public static Shape ofList() {
        List<Shape> items = kinds(StepKinds.all(), false);
        items.add(group());
        return list(items);
    }

    static Shape ofGroup() {
        return list(kinds(
                StepKinds.all().stream()
                        .filter(kind -> ParallelGrammar.MEMBERS.contains(kind.name()))
                        .toList(),
                true));
    }

    private static Shape list(List<Shape> items) {
        return new Shape.Items(new Shape.Either(items), false, false, true);
    }

    private static Shape group() {
        return several(StepKinds.PARALLEL, ParallelGrammar::read);
    }

    private static List<Shape> kinds(List<StepKind> kinds, boolean inGroup) {
        List<Shape> items = new ArrayList<>();
        List<String> bare = new ArrayList<>();
        for (StepKind kind : kinds) {
            Outline options = Outline.of(kind::read);
            if (options.needsNothing()) {
                bare.add(kind.name());
            }
            items.add(new Shape.Block(item(kind, options, inGroup)));
        }
        items.add(0, new Shape.Words(bare));
        return items;
    }

    private static Outline item(StepKind kind, Outline options, boolean inGroup) {
        StepKind.Defaults defaults = kind.defaults();
        Outline item = Outline.of(SECTION, form -> {
            word(form, kind.name(), options);
            CommonFields.read(form, kind, form.place(), Form.empty(form.reading(), "", form.place()));
        });
        List<String> runs =
                defaults.allowed().stream().map(StepShapes::word).sorted().toList();
        item.narrow("when", new Shape.Words(runs)).byDefault("when", text(word(defaults.when())));
        item.byDefault("id", text(kind.name()));
        if (!defaults.timeout().equals("budget")) {
            item.byDefault("timeout", text(defaults.timeout()));
        }
        if (inGroup) {
            item.hide("on_failure");
        }
        return item;
    }

    /** A word that brings several steps. */
    private static Shape several(String word, BiConsumer<Form, Form> grammar) {
        Outline item = Outline.of(SECTION, form -> {
            Outline options = Outline.of(block -> grammar.accept(form, block));
            word(form, word, options);
        });
        return new Shape.Block(item.byDefault("id", text(word)));
    }

    private static void word(Form form, String word, Outline options) {
        Shape block = new Shape.Block(options);
        form.entry(word, () -> options.needsNothing() ? Shape.anyOf(block, new Shape.Nothing()) : block);
        form.lacks(word);
    }

    private static String word(Enum<?> when) {
        return when.name().toLowerCase(Locale.ROOT);
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }
}
