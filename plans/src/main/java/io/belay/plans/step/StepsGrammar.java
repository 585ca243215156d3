package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Reading;
import io.belay.plans.model.Step;
import io.belay.plans.problem.NearestName;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.ListNode;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list {@code steps}: which kind each item is. Its fields are read by {@link CommonFields} and by the kind. */
public final class StepsGrammar {

    /** The longest plan that people were seen to write has forty. */
    static final int MOST = 1000;

    /** Where the list stands, for what may be in it. */
    enum Within {
        PLAN,
        STEP_LIST,
        GROUP
    }

    private final Reading reading;
    private final Within within;
    private final Map<SourcePlace, String> inserted = new LinkedHashMap<>();

    private StepsGrammar(Reading reading, Within within) {
        this.reading = reading;
        this.within = within;
    }

    /** The steps of a plan. */
    public static List<Step> read(Node node, Reading reading) {
        return read(node, reading, "steps", Within.PLAN);
    }

    /** The steps of a list that is looked at by itself. */
    public static List<Step> readList(Node node, Reading reading) {
        return read(node, reading, "steps", Within.STEP_LIST);
    }

    /** @param path where the list stands */
    static List<Step> read(Node node, Reading reading, String path, Within within) {
        if (!(node instanceof ListNode list)) {
            reading.wrongShape(node, "steps", "a list");
            return List.of();
        }
        if (list.items().isEmpty()) {
            reading.report(Problem.error(GrammarErrors.WRONG_SHAPE, list.place(), "`steps` is empty")
                    .withHelp("write the steps, for example `- preflight`"));
        }
        StepsGrammar grammar = new StepsGrammar(reading, within);
        List<Step> steps = new ArrayList<>();
        int index = 0;
        for (Node item : list.items()) {
            for (Step step : grammar.item(item, path + "[" + index + "]")) {
                // Those of an included file stand in a list of their own.
                boolean here = step.place().file().equals(list.place().file());
                steps.add(here && list.flow() ? step.inFlow(true) : step);
            }
            index++;
            if (index > MOST || steps.size() > MOST) {
                tooMany(item.place(), reading);
                break;
            }
        }
        List<Step> whole = within == Within.PLAN ? steps : List.of();
        grammar.inserted.forEach((place, word) -> WrittenInserted.report(word, place, whole, reading));
        return List.copyOf(steps);
    }

    private static void tooMany(SourcePlace place, Reading reading) {
        reading.report(Problem.error(
                        GrammarErrors.TOO_MANY_STEPS,
                        place,
                        "here are more than " + MOST + " steps; the rest is not read")
                .withHelp("let one `sql` or `exec` do what many steps do, or carry the rest out by a plan of its own"));
    }

    private List<Step> item(Node item, String path) {
        if (item instanceof TextNode text) {
            if (text.isUnread()) {
                return List.of();
            }
            Form form = Form.empty(reading, path, text.place());
            String kind = reading.renewedKind(text);
            return kind.isEmpty() ? List.of() : steps(kind, text.place(), form, Optional.empty(), List.of());
        }
        if (item instanceof MappingNode mapping) {
            return mapping(reading.renewed(mapping, path), path);
        }
        notOneKind(item.place(), "a step is a kind, or a kind with its fields", "write for example `- verify`");
        return List.of();
    }

    private List<Step> mapping(MappingNode mapping, String path) {
        List<Entry> kinds = mapping.entries().stream()
                .filter(entry -> KindWord.isKnown(entry.key()))
                .toList();
        if (kinds.size() > 1) {
            notOneKind(
                    kinds.get(1).keyPlace(),
                    "`" + kinds.get(0).key() + "` and `" + kinds.get(1).key() + "` stand in one step",
                    "write `- " + kinds.get(1).key() + "` as a step of its own");
            return List.of();
        }
        List<Entry> others = mapping.entries().stream()
                .filter(entry -> !CommonFields.NAMES.contains(entry.key()))
                .toList();
        if (kinds.isEmpty() && others.isEmpty()) {
            notOneKind(
                    mapping.place(),
                    "this step has no kind",
                    "add one of `" + String.join("`, `", StepKinds.names()) + "`");
            return List.of();
        }
        Entry entry = kinds.isEmpty() ? others.get(0) : kinds.get(0);
        Form form = new Form(reading, path, entry.keyPlace(), mapping);
        form.entry(entry.key());
        return steps(entry.key(), entry.keyPlace(), form, Optional.of(entry), others);
    }

    /** @param others fields beside the kind that every step does not have */
    private List<Step> steps(String word, SourcePlace place, Form form, Optional<Entry> entry, List<Entry> others) {
        boolean several = word.equals(StepKinds.PARALLEL) || word.equals(StepKinds.INCLUDE);
        if (several && within != Within.PLAN && !(word.equals(StepKinds.PARALLEL) && within == Within.STEP_LIST)) {
            KindWord.outOfPlace(word, place, within, reading);
            return List.of();
        }
        if (several) {
            Form options = options(form, word, place, entry);
            List<Step> steps = word.equals(StepKinds.PARALLEL)
                    ? ParallelGrammar.read(form, options)
                    : IncludeGrammar.read(form, options);
            form.close();
            return steps;
        }
        if (StepKinds.isInserted(word)) {
            inserted.put(place, word);
            return List.of();
        }
        return KindWord.find(word, place, reading)
                .filter(kind -> within != Within.GROUP || ParallelGrammar.allows(kind, place, reading))
                .map(kind -> {
                    misplaced(form, kind, others, entry);
                    Step step = CommonFields.read(form, kind, place, options(form, kind.name(), place, entry));
                    form.close();
                    return List.of(step);
                })
                .orElse(List.of());
    }

    /** An option that stands beside its kind and not within it. */
    private static void misplaced(Form form, StepKind kind, List<Entry> others, Optional<Entry> word) {
        for (Entry other : others) {
            boolean isWord =
                    word.filter(entry -> entry.key().equals(other.key())).isPresent();
            if (!isWord && NearestName.of(other.key(), CommonFields.NAMES).isEmpty()) {
                form.advise(
                        other.key(),
                        "if it belongs to `" + kind.name() + "`, write `" + kind.name() + ": {" + other.key()
                                + ": ...}`");
            }
        }
    }

    private Form options(Form step, String kind, SourcePlace place, Optional<Entry> entry) {
        String path = step.path() + "." + kind;
        if (entry.isPresent() && entry.get().value() instanceof MappingNode mapping) {
            return new Form(reading, path, place, mapping);
        }
        boolean bare = entry.isEmpty() || (entry.get().value() instanceof TextNode text && text.isEmpty());
        if (!bare) {
            reading.wrongShape(entry.get().value(), kind, "fields");
        }
        return Form.empty(reading, path, place);
    }

    private void notOneKind(SourcePlace place, String statement, String help) {
        reading.report(
                Problem.error(GrammarErrors.NOT_ONE_KIND, place, statement).withHelp(help));
    }
}
