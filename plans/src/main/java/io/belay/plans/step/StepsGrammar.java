package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.NotYet;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The list {@code steps}: which kind each item is. Its fields are read by {@link CommonFields} and by the kind. */
public final class StepsGrammar {

    private record Chosen(StepKind kind, SourcePlace place) {}

    private final Reading reading;

    private StepsGrammar(Reading reading) {
        this.reading = reading;
    }

    public static List<Step> read(Node node, Reading reading) {
        if (!(node instanceof ListNode list)) {
            reading.wrongShape(node, "steps", "a list");
            return List.of();
        }
        if (list.items().isEmpty()) {
            reading.report(Problem.error(GrammarErrors.WRONG_SHAPE, list.place(), "`steps` is empty")
                    .withHelp("write the steps, for example `- preflight`"));
        }
        StepsGrammar grammar = new StepsGrammar(reading);
        List<Step> steps = new ArrayList<>();
        int index = 0;
        for (Node item : list.items()) {
            String path = "steps[" + index + "]";
            grammar.step(item, path).ifPresent(steps::add);
            index++;
        }
        return List.copyOf(steps);
    }

    private Optional<Step> step(Node item, String path) {
        if (item instanceof TextNode text) {
            if (text.isUnread()) {
                return Optional.empty();
            }
            return kind(text.text(), text.place()).map(chosen -> {
                Form form = Form.empty(reading, path, text.place());
                return CommonFields.read(form, chosen.kind(), chosen.place(), options(form, chosen, Optional.empty()));
            });
        }
        if (item instanceof MappingNode mapping) {
            return mapping(mapping, path);
        }
        notOneKind(item.place(), "a step is a kind, or a kind with its fields", "write for example `- verify`");
        return Optional.empty();
    }

    private Optional<Step> mapping(MappingNode mapping, String path) {
        List<Entry> kinds =
                mapping.entries().stream().filter(entry -> isKind(entry.key())).toList();
        if (kinds.size() > 1) {
            notOneKind(
                    kinds.get(1).keyPlace(),
                    "`" + kinds.get(0).key() + "` and `" + kinds.get(1).key() + "` stand in one step",
                    "write `- " + kinds.get(1).key() + "` as a step of its own");
            return Optional.empty();
        }
        List<Entry> others = mapping.entries().stream()
                .filter(entry -> !CommonFields.NAMES.contains(entry.key()))
                .toList();
        if (kinds.isEmpty() && others.isEmpty()) {
            notOneKind(
                    mapping.place(),
                    "this step has no kind",
                    "add one of `" + String.join("`, `", StepKinds.names()) + "`");
            return Optional.empty();
        }
        Entry entry = kinds.isEmpty() ? others.get(0) : kinds.get(0);
        return kind(entry.key(), entry.keyPlace()).map(chosen -> {
            Form form = new Form(reading, path, entry.keyPlace(), mapping);
            form.entry(entry.key());
            misplaced(form, chosen, others, entry);
            Form options = options(form, chosen, Optional.of(entry));
            Step step = CommonFields.read(form, chosen.kind(), chosen.place(), options);
            form.close();
            return step;
        });
    }

    /** An option that stands beside its kind and not within it. */
    private void misplaced(Form form, Chosen chosen, List<Entry> others, Entry kind) {
        for (Entry other : others) {
            if (!other.equals(kind)) {
                String name = chosen.kind().name();
                NearestName.of(other.key(), CommonFields.NAMES)
                        .ifPresentOrElse(
                                near -> {},
                                () -> form.advise(
                                        other.key(),
                                        "if it belongs to `" + name + "`, write `" + name + ": {" + other.key()
                                                + ": ...}`"));
            }
        }
    }

    private Form options(Form step, Chosen chosen, Optional<Entry> entry) {
        String path = step.path() + "." + chosen.kind().name();
        if (entry.isPresent() && entry.get().value() instanceof MappingNode mapping) {
            return new Form(reading, path, chosen.place(), mapping);
        }
        boolean bare = entry.isEmpty() || (entry.get().value() instanceof TextNode text && text.isEmpty());
        if (!bare) {
            reading.wrongShape(entry.get().value(), chosen.kind().name(), "fields");
        }
        return Form.empty(reading, path, chosen.place());
    }

    private static boolean isKind(String word) {
        return StepKinds.find(word).isPresent() || StepKinds.isForLater(word) || StepKinds.isInserted(word);
    }

    /** A mistyped kind is read as the one that was probably meant, so that the order can be judged all the same. */
    private Optional<Chosen> kind(String word, SourcePlace place) {
        Optional<StepKind> kind = StepKinds.find(word);
        if (kind.isEmpty()) {
            kind = notAKind(word, place).flatMap(StepKinds::find);
        }
        return kind.map(found -> new Chosen(found, place));
    }

    private Optional<String> notAKind(String word, SourcePlace place) {
        if (word.contains("${")) {
            reading.report(
                    Problem.error(GrammarErrors.INPUT_OUT_OF_PLACE, place, "no input may stand for a step's kind")
                            .withHelp("write the kind itself"));
            return Optional.empty();
        }
        if (StepKinds.isForLater(word)) {
            reading.report(NotYet.problem(place, "`" + word + "`", "leave the step out"));
            return Optional.empty();
        }
        if (StepKinds.isInserted(word)) {
            reading.report(Problem.error(
                            GrammarErrors.INSERTED_KIND, place, "`" + word + "` is inserted by Belay and not written")
                    .withHelp("delete the line: what has one right place is brought by the steps that need it"));
            return Optional.empty();
        }
        List<String> known = Stream.concat(StepKinds.names().stream(), StepKinds.forLater().stream())
                .toList();
        Optional<String> near = NearestName.of(word, known);
        reading.report(Problem.error(GrammarErrors.UNKNOWN_KIND, place, "there is no step `" + word + "`")
                .withHelp(near.map(name -> "did you mean `" + name + "`?")
                        .orElse("steps are `" + String.join("`, `", StepKinds.names()) + "`")));
        return near;
    }

    private void notOneKind(SourcePlace place, String statement, String help) {
        reading.report(
                Problem.error(GrammarErrors.NOT_ONE_KIND, place, statement).withHelp(help));
    }
}
