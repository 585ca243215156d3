package io.belay.plans.file;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.resolve.ResolvedStep.Part;
import io.belay.plans.step.InsertedSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has one right place and nobody writes: steps of their own, and parts of steps. A decision is never inserted, nor what
 * touches live outside of {@code promote}. Immutable.
 */
final class Insertion {

    static final String PROOF = "INS-2";
    static final String FOLLOW = "INS-3";
    static final String WARM_UP = "INS-4";
    static final String WAY_BACK = "INS-5";
    static final String OFFLINE = "INS-6";
    static final String REPLAYED = "INS-8";
    static final String REHEARSED = "INS-9";

    private static final String EXTENSIONS = "extensions";

    /** By these new's files are the twin's own, so that shared extents prove the content. */
    private static final Set<String> SHARING_MODES = Set.of("link", "clone", "swap");

    /** @param rule empty for a step that its author wrote */
    record Placed(Step step, String rule) {}

    private final UpgradePlan plan;
    private final List<Placed> steps;
    private final Optional<Step> promote;

    Insertion(UpgradePlan plan) {
        this.plan = plan;
        List<Step> written = plan.carriedOut();
        this.promote = written.stream().filter(step -> step.is(Role.PROMOTES)).findFirst();
        this.steps = List.copyOf(placed(written));
    }

    /** In the order in which they run. */
    List<Placed> steps() {
        return steps;
    }

    private List<Placed> placed(List<Step> written) {
        List<Placed> all = new ArrayList<>(
                written.stream().map(step -> new Placed(filled(step), "")).toList());
        if (!isOnline()) {
            return all;
        }
        Step promotion = promote.orElseThrow();
        int place = InsertedSteps.followsBehind(written);
        Set<String> ids = InsertedSteps.ids(written);
        List<Placed> brought = new ArrayList<>();
        brought.add(new Placed(InsertedSteps.rehearsePromote(promotion, ids), REHEARSED));
        brought.add(new Placed(InsertedSteps.follow(promotion, ids), FOLLOW));
        if (written.stream().noneMatch(step -> step.is(Role.WARMS_UP))) {
            brought.add(new Placed(InsertedSteps.warmUp(promotion, ids), WARM_UP));
        }
        all.addAll(place, brought);
        return all;
    }

    /** Old live is kept for as long as the way back is open, when nothing else is said. */
    private Step filled(Step step) {
        boolean open = step.is(Role.ENDS_OLD_LIVE) && !step.with().has("after") && promote.isPresent();
        return open ? step.withOption("after", promote.get().option("way_back")) : step;
    }

    private boolean isOnline() {
        return promote.filter(step -> step.option("mode").equals("online")).isPresent();
    }

    /** What happens within the step that nobody wrote, in order. */
    List<Part> parts(Step step) {
        if (step.is(Role.PROMOTES)) {
            return isOnline() ? online(step) : offline(step);
        }
        List<Part> parts = new ArrayList<>();
        if (isProven(step)) {
            parts.add(new Part("prove_content", "", PROOF));
        }
        if (step.is(Role.TAKES_SNAPSHOT)
                && isOnline()
                && plan.storage().replica().isPresent()) {
            parts.add(new Part("replayed_past_slots", "", REPLAYED));
        }
        return parts;
    }

    /** Whether a later verification asks for the proof, and the step leaves files of which it can be made. */
    private boolean isProven(Step step) {
        return step.kind().equals("pg_upgrade")
                && SHARING_MODES.contains(step.option("mode"))
                && plan.steps().stream()
                        .dropWhile(other -> !other.isSameAs(step))
                        .skip(1)
                        .anyMatch(verify -> verify.with()
                                .path("content")
                                .path("proof")
                                .asText()
                                .equals("shared_extents"));
    }

    private static List<Part> online(Step promotion) {
        List<Part> parts = new ArrayList<>();
        if (hasWayBack(promotion)) {
            parts.add(new Part("prepare_way_back", "", WAY_BACK));
        }
        return parts;
    }

    /** The tested candidate lacks what live wrote since: all of it once more, on live's last state. */
    private List<Part> offline(Step promotion) {
        List<Part> parts = new ArrayList<>();
        for (String kind : List.of("fence", "stop", "final_snapshot", "final_clone")) {
            parts.add(new Part(kind, "", OFFLINE));
        }
        List<Step> again = plan.steps().stream()
                .takeWhile(work -> !work.id().equals(promotion.id()))
                .filter(work -> work.is(Role.CHANGES_CANDIDATE) && work.takesPartIn(false))
                .toList();
        List<Step> added = added(again);
        Set<String> later = added.stream().map(Step::id).collect(Collectors.toSet());
        for (Step work : again) {
            if (work.is(Role.UPGRADES)) {
                repeat(work, parts);
            }
        }
        parts.add(new Part("start", "", OFFLINE));
        for (Step work : again) {
            if (!work.is(Role.UPGRADES) && !later.contains(work.id())) {
                repeat(work, parts);
            }
        }
        // Equal to live's last state only as long as nothing of the author's has changed it.
        parts.add(new Part("quick_verify", "", OFFLINE));
        added.forEach(work -> repeat(work, parts));
        if (hasWayBack(promotion)) {
            parts.add(new Part("prepare_way_back", "", WAY_BACK));
        }
        parts.add(new Part("open", "", OFFLINE));
        parts.add(new Part("repoint", "", OFFLINE));
        return parts;
    }

    private void repeat(Step work, List<Part> parts) {
        parts.add(new Part("again", work.id(), OFFLINE));
        if (isProven(work)) {
            parts.add(new Part("prove_content", "", PROOF));
        }
    }

    /** What authors add to an upgrade, in their order, and extensions that they have updated behind that. */
    private static List<Step> added(List<Step> again) {
        return again.stream()
                .dropWhile(work -> !isAdded(work))
                .filter(work -> isAdded(work) || work.kind().equals(EXTENSIONS))
                .toList();
    }

    private static boolean isAdded(Step work) {
        return !work.is(Role.UPGRADES)
                && !work.is(Role.COLLECTS_STATISTICS)
                && !work.kind().equals(EXTENSIONS);
    }

    private static boolean hasWayBack(Step promotion) {
        return !promotion.option("way_back").equals("none");
    }

    /** Whether a waypoint is taken behind the step; the members of a group share the one behind its last. */
    boolean hasWaypoint(Step step) {
        return step.group()
                .map(group -> group.endsWith(step)
                        && plan.steps().stream()
                                .filter(other -> other.group().equals(step.group()))
                                .anyMatch(other -> other.work().traits().waypoint()))
                .orElse(step.work().traits().waypoint());
    }
}
