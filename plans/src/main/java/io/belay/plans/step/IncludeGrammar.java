package io.belay.plans.step;

import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Given;
import io.belay.plans.grammar.GrammarErrors;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Reading;
import io.belay.plans.grammar.Shape;
import io.belay.plans.grammar.StepListGrammar;
import io.belay.plans.grammar.TextType;
import io.belay.plans.model.Group;
import io.belay.plans.model.NamedFile;
import io.belay.plans.model.OnFailure;
import io.belay.plans.model.Step;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.Node.Entry;
import io.belay.plans.read.Node.MappingNode;
import io.belay.plans.read.Node.TextNode;
import io.belay.plans.read.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code include}: the steps of a list stand here, under ids of their own. The list is the very one that was pinned. */
final class IncludeGrammar {

    /** Longer ids are no names of files and of waypoints. */
    private static final int LONGEST_ID = 63;

    private static final String INPUT_NAME = "[a-z][a-z0-9_]{0,62}";

    private static final TextType<String> SHA256 = Names.matching(
                    "a SHA-256", Pattern.compile("[0-9a-f]{64}"), "write its 64 digits; `belay format --pin` does it")
            .literal();

    private IncludeGrammar() {}

    /**
     * @param item the item of {@code steps} with its common fields
     * @param options behind {@code include}
     */
    static List<Step> read(Form item, Form options) {
        String id = item.stated("id", Names.ID.literal()).orElse(StepKinds.INCLUDE);
        for (String ofSteps : List.of("when", "timeout", "retry", "on_failure", "needs", "note")) {
            item.advise(ofSteps, "write it in the list, at the steps that it is for");
        }
        Optional<NamedFile> file = file(options);
        boolean pinned = !options.lacks("sha256");
        Optional<String> sha256 = options.stated("sha256", SHA256);
        Given given = with(options);
        options.close();
        return file.map(list -> {
                    if (!pinned) {
                        options.missing("sha256", "sha256: " + list.sha256());
                    }
                    sha256.filter(pin -> !pin.equals(list.sha256())).ifPresent(pin -> other(options, list));
                    return prefixed(id, steps(id, list, given, options), item.reading());
                })
                .orElse(List.of());
    }

    private static Optional<NamedFile> file(Form options) {
        if (!options.has("file")) {
            options.missing("file", "file: common/build.steps.yaml");
        }
        return options.stated("file", FileType.STEPS);
    }

    private static void other(Form options, NamedFile list) {
        Reading reading = options.reading();
        reading.report(Problem.error(
                        GrammarErrors.OTHER_INCLUDE,
                        reading.places().of(options.path() + ".sha256"),
                        "`" + list.path() + "` is not the file that was pinned")
                .withHelp("look at what changed in it, then write `sha256: " + list.sha256() + "`"));
    }

    /** Values for the list's inputs; the plan's own inputs may stand in them. */
    private static Given with(Form options) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, SourcePlace> places = new LinkedHashMap<>();
        Optional<Entry> with = options.entry(
                "with", () -> new Shape.Named("name", "the name of an input", INPUT_NAME, Shape.anyText()));
        if (with.isPresent() && with.get().value() instanceof MappingNode mapping) {
            for (Entry entry : mapping.entries()) {
                if (entry.value() instanceof TextNode text && !text.isEmpty()) {
                    options.reading().expand(text, options.path()).ifPresent(value -> values.put(entry.key(), value));
                } else {
                    options.reading().wrongShape(entry.value(), entry.key(), "a value");
                }
                places.put(entry.key(), entry.value().place());
            }
        } else if (with.isPresent()) {
            options.reading().wrongShape(with.get().value(), "with", "fields");
        }
        return places.isEmpty() ? Given.within(values, Map.of("", options.place())) : Given.within(values, places);
    }

    private static List<Step> steps(String id, NamedFile list, Given given, Form options) {
        Reading plan = options.reading();
        Problems found = new Problems(new Source(plan.folder().shown(list.path()), list.text()));
        Reading reading = plan.ofIncluded("the step list", found);
        List<Step> steps = YamlText.read(list.text(), found)
                .flatMap(root -> StepListGrammar.read(
                        root,
                        given,
                        reading,
                        (node, inner) -> StepsGrammar.read(
                                node, inner, options.path() + ".steps", StepsGrammar.Within.STEP_LIST)))
                .map(StepListGrammar.Result::steps)
                .orElse(List.of());
        plan.include(id, list.sha256(), options.path() + ".steps", reading);
        return steps;
    }

    /** Names within the list are the list's own; behind this, they are the plan's. */
    private static List<Step> prefixed(String id, List<Step> steps, Reading reading) {
        Set<String> own = steps.stream()
                .flatMap(step -> step.group().map(Group::id).stream())
                .collect(Collectors.toSet());
        steps.forEach(step -> own.add(step.id()));
        steps.stream()
                .filter(step -> id.length() + 1 + step.id().length() > LONGEST_ID)
                .findFirst()
                .ifPresent(step -> reading.report(Problem.error(
                                GrammarErrors.UNREADABLE_VALUE,
                                step.place(),
                                "`" + id + "." + step.id() + "` has more than " + LONGEST_ID + " characters")
                        .withHelp("give the include or the step a shorter `id`")));
        return steps.stream().map(step -> prefixed(id, step, own)).toList();
    }

    private static Step prefixed(String id, Step step, Set<String> own) {
        Step named = step.named(
                id + "." + step.id(),
                step.needs()
                        .map(needs ->
                                needs.stream().map(need -> name(id, need, own)).toList()),
                step.onFailure().map(onFailure -> prefixed(id, onFailure, own)));
        return step.group()
                .map(group -> named.within(new Group(
                        id + "." + group.id(),
                        group.limit(),
                        group.place(),
                        group.path(),
                        group.members().stream()
                                .map(member -> id + "." + member)
                                .toList(),
                        group.needs()
                                .map(needs -> needs.stream()
                                        .map(need -> name(id, need, own))
                                        .toList()),
                        group.onFailure().map(onFailure -> prefixed(id, onFailure, own)),
                        group.note())))
                .orElse(named);
    }

    private static OnFailure prefixed(String id, OnFailure onFailure, Set<String> own) {
        return new OnFailure(name(id, onFailure.rollBackTo(), own), onFailure.then());
    }

    private static String name(String id, String name, Set<String> own) {
        return own.contains(name) ? id + "." + name : name;
    }
}
