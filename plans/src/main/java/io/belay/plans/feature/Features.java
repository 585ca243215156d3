package io.belay.plans.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.feature.Pattern.Found;
import io.belay.plans.feature.Pattern.Sign;
import io.belay.plans.model.Places;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.SourcePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything of the language that only some workers carry out. The grammar knows the whole language; whether it can be carried
 * out is asked here. Workers announce what they carry out as a set of names out of this catalogue. Stateless.
 */
public final class Features {

    private static final String STEP = "step";
    private static final String PARALLEL = "parallel";

    private static final List<String> OTHER_FILES = List.of(STEP, "host", "fleet", "kind");

    public static final List<Feature> ALL =
            Stream.of(StepFeatures.ALL, BlockFeatures.ALL).flatMap(List::stream).toList();

    private record Named(Feature feature, Pattern pattern) {}

    private static final List<Named> NAMED = ALL.stream()
            .map(feature -> new Named(feature, Pattern.of(feature.name())))
            .toList();

    private Features() {}

    /** What a plan uses, in the order of the catalogue. */
    public static List<Use> of(UpgradePlan plan) {
        ObjectNode blocks = JsonNodeFactory.instance.objectNode();
        if (plan.forms().blocks() instanceof ObjectNode rest) {
            blocks.setAll(rest);
        }
        blocks.set("live", plan.forms().live());
        blocks.set("target", plan.forms().target());
        WrittenFields written = new WrittenFields(plan.places());
        Map<String, List<Step>> byKind = plan.carriedOut().stream().collect(Collectors.groupingBy(Step::kind));
        List<Use> uses = new ArrayList<>();
        for (Named named : NAMED) {
            Pattern pattern = named.pattern();
            if (pattern.first().equals(STEP)) {
                String kind = pattern.path().get(1);
                List<Step> steps = kind.equals(PARALLEL) ? plan.carriedOut() : byKind.getOrDefault(kind, List.of());
                steps.forEach(step -> uses.addAll(inStep(named.feature(), pattern, step, written)));
            } else if (!OTHER_FILES.contains(pattern.first())) {
                uses.addAll(inForm(named.feature(), pattern, blocks, written));
            }
        }
        return List.copyOf(uses);
    }

    /**
     * What a file of another kind uses.
     *
     * @param kind as the file writes it: {@code FleetPlan}
     * @param prefix with which names of such files begin: {@code fleet}
     * @param form the file in canonical form, as far as it has one
     */
    public static List<Use> of(String kind, String prefix, JsonNode form, Places places) {
        WrittenFields written = new WrittenFields(places);
        List<Use> uses = new ArrayList<>();
        for (Named named : NAMED) {
            Feature feature = named.feature();
            if (feature.name().equals("kind." + kind)) {
                uses.add(new Use(feature, places.of("kind"), "kind: " + kind));
            } else if (named.pattern().first().equals(prefix)) {
                uses.addAll(inForm(feature, named.pattern().below(1), form, written));
            }
        }
        return List.copyOf(uses);
    }

    /** Of these uses, those that nothing of the announced carries out, as errors. */
    public static List<Problem> missing(List<Use> uses, Set<String> announced) {
        return uses.stream()
                .filter(use -> !announced.contains(use.feature().name()))
                .map(Use::missing)
                .toList();
    }

    private static List<Use> inForm(Feature feature, Pattern pattern, JsonNode form, WrittenFields written) {
        return pattern.in(form, "", written).stream()
                .map(found -> new Use(feature, written.places().of(found.path()), words(pattern, found)))
                .toList();
    }

    private static List<Use> inStep(Feature feature, Pattern pattern, Step step, WrittenFields written) {
        if (pattern.path().get(1).equals(PARALLEL)) {
            return step.group().filter(group -> group.beginsWith(step)).stream()
                    .map(group -> new Use(feature, group.place(), PARALLEL))
                    .toList();
        }
        if (pattern.path().size() == 2) {
            return List.of(new Use(feature, step.place(), step.kind()));
        }
        return pattern.fits(step.with()) ? inFields(feature, pattern.below(2), step, written) : List.of();
    }

    private static List<Use> inFields(Feature feature, Pattern pattern, Step step, WrittenFields written) {
        if (pattern.first().equals("when")) {
            String when = step.when().name().toLowerCase(Locale.ROOT);
            return pattern.in(JsonNodeFactory.instance.objectNode().put("when", when), step.path(), written).stream()
                    .map(found ->
                            new Use(feature, placeOf(found.path(), step, written.places()), words(pattern, found)))
                    .toList();
        }
        return pattern.in(step.with(), step.path() + "." + step.kind(), written).stream()
                .map(found -> new Use(feature, placeOf(found.path(), step, written.places()), words(pattern, found)))
                .toList();
    }

    /** What holds by default stands nowhere; then the step itself is shown. */
    private static SourcePlace placeOf(String path, Step step, Places places) {
        return Optional.of(path).filter(places::has).map(places::of).orElse(step.place());
    }

    private static String words(Pattern pattern, Found found) {
        boolean block = found.value().startsWith("{") || found.value().startsWith("[");
        if (pattern.sign() == Sign.WRITTEN || block) {
            return String.join(".", pattern.path());
        }
        return pattern.path().get(pattern.path().size() - 1) + ": " + found.value();
    }
}
