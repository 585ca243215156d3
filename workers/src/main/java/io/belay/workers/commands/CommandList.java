package io.belay.workers.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every command of a run of a plan, forwards and backwards, as far as it can be listed before it runs. Immutable. */
public final class CommandList {

    /** Left out by the engine, as long as nothing is published in a rehearsal. */
    private static final Set<String> BEYOND_REHEARSAL = Set.of("publish", "follow");

    private final ResolvedPlan plan;
    private final boolean rehearsal;
    private final List<PlannedPart> parts;

    private CommandList(ResolvedPlan plan, boolean rehearsal, List<PlannedPart> parts) {
        this.plan = plan;
        this.rehearsal = rehearsal;
        this.parts = List.copyOf(parts);
    }

    private static CommandList of(Site site, ResolvedPlan plan, boolean rehearsal) {
        return new CommandList(plan, rehearsal, parts(new Scene(site, plan, rehearsal)));
    }

    /** From what was found on the host when the plan was saved. Asks nobody. */
    public static CommandList of(SavedPlan saved, boolean rehearsal) {
        return of(Site.of(saved), saved.plan(), rehearsal);
    }

    /**
     * From the host's file alone, with more names for what is not known.
     *
     * @return empty when the file does not describe the plan's cluster, or the plan does not state {@code live.version}
     */
    public static Optional<CommandList> of(ResolvedPlan plan, HostConfiguration host, boolean rehearsal) {
        return Site.of(plan, host).map(site -> of(site, plan, rehearsal));
    }

    /** One step of it, with its waypoint; empty when it has no such step. */
    public CommandList only(String step) {
        return new CommandList(
                plan, rehearsal, parts.stream().filter(part -> part.isOf(step)).toList());
    }

    public ResolvedPlan plan() {
        return plan;
    }

    public boolean rehearsal() {
        return rehearsal;
    }

    /** Of its steps, each once, in their order. */
    public List<String> stepNames() {
        return parts.stream().map(PlannedPart::step).distinct().toList();
    }

    /** In the order in which they run. */
    public List<PlannedPart> parts() {
        return parts;
    }

    /** For a person; quoted for a shell, though no shell ever sees it. */
    public String text() {
        return new CommandListText(this).write();
    }

    /** Adds the list to a document. */
    public void writeTo(ObjectNode document) {
        CommandListJson.write(this, document);
    }

    private static List<PlannedPart> parts(Scene scene) {
        List<PlannedPart> parts = new ArrayList<>(probed(scene));
        for (ResolvedStep step : scene.plan().steps()) {
            if (step.takesPartIn(scene.rehearsal())) {
                List<String> before = List.copyOf(scene.waypoints());
                parts.addAll(parts(scene, step, before));
                if (step.waypoint() && step.runsOn() == RunsOn.HOST && takesWaypoints(scene, step)) {
                    parts.add(
                            PlannedPart.waypoint(step.id(), CandidateCommands.waypoint(scene, scene.waypointOf(step))));
                }
            }
        }
        if (!scene.waypoints().isEmpty()) {
            parts.add(new PlannedPart(PlannedPart.CANDIDATE, end(scene), BackwardCommands.ended(scene), List.of(), ""));
        }
        return List.copyOf(parts);
    }

    /** What is asked for all steps before the first one; most of them ask nothing. */
    private static List<PlannedPart> probed(Scene scene) {
        return scene.plan().steps().stream()
                .filter(step -> step.kind().equals("publish") && !scene.rehearsal() && step.takesPartIn(false))
                .map(step -> new PublishCommands(scene).probed(step, title(step)))
                .toList();
    }

    private static String title(ResolvedStep step) {
        return step.id().equals(step.kind()) ? step.id() : step.id() + " (" + step.kind() + ")";
    }

    /** Behind a promotion the hold has done so. */
    private static String end(Scene scene) {
        boolean promotes = scene.plan().steps().stream()
                .anyMatch(step -> step.kind().equals("promote") && step.takesPartIn(scene.rehearsal()));
        return promotes ? "the end, unless new is live: candidate dropped" : "the end: candidate dropped";
    }

    /** What is not listed may have changed the candidate in ways that its waypoint's commands depend on. */
    private static boolean takesWaypoints(Scene scene, ResolvedStep step) {
        return !scene.waypoints().isEmpty() || step.kind().equals("clone");
    }

    private static List<PlannedPart> parts(Scene scene, ResolvedStep step, List<String> before) {
        String title = title(step);
        if (step.runsOn() != RunsOn.HOST) {
            String who = step.runsOn() == RunsOn.PERSON ? "a person decides" : "the engine waits";
            return List.of(PlannedPart.notListed(step.id(), title, "nothing runs on the host: " + who));
        }
        if (isBeyondRehearsal(scene, step)) {
            return List.of(
                    PlannedPart.notListed(step.id(), title, "no part of a rehearsal: live publishes nothing in one"));
        }
        return switch (step.kind()) {
            case "promote" -> promoted(scene, step, title);
            case "retire" -> List.of(RetireCommands.part(scene, step, title));
            case "publish" -> new PublishCommands(scene).parts(step, title);
            case "follow" -> follows(scene, step, title);
            case "warm_up" ->
                scene.rehearsal()
                        ? List.of(PlannedPart.notListed(step.id(), title, "nothing follows live in a rehearsal"))
                        : List.of(WarmUpCommands.part(scene, step, title));
            default -> List.of(part(scene, step, title, before));
        };
    }

    /** Whether it is of an online promotion, and the engine leaves it out. */
    private static boolean isBeyondRehearsal(Scene scene, ResolvedStep step) {
        return scene.rehearsal() && (BEYOND_REHEARSAL.contains(step.kind()) || OnlinePromoteCommands.isOnline(step));
    }

    private static List<PlannedPart> follows(Scene scene, ResolvedStep step, String title) {
        return List.of(
                scene.upgraded()
                        ? new FollowCommands(scene).part(step, title)
                        : PlannedPart.notListed(step.id(), title, why(step)));
    }

    private static List<PlannedPart> promoted(Scene scene, ResolvedStep step, String title) {
        if (scene.waypoints().isEmpty()) {
            return List.of(PlannedPart.notListed(step.id(), title, why(step)));
        }
        String not = PromoteCommands.notCarried(scene);
        if (!not.isEmpty()) {
            return List.of(PlannedPart.notListed(step.id(), title, not));
        }
        return OnlinePromoteCommands.isOnline(step)
                ? new OnlinePromoteCommands(scene, step).parts(title)
                : new PromoteCommands(scene, step).parts(title);
    }

    private static PlannedPart part(Scene scene, ResolvedStep step, String title, List<String> before) {
        return forwards(scene, step)
                .map(forwards ->
                        new PlannedPart(step.id(), title, forwards, BackwardCommands.of(scene, step, before), ""))
                .orElseGet(() -> PlannedPart.notListed(step.id(), title, why(step)));
    }

    private static Optional<List<Planned>> forwards(Scene scene, ResolvedStep step) {
        boolean cloned = !scene.waypoints().isEmpty();
        return switch (step.kind()) {
            case "preflight" -> Optional.of(PreflightCommands.forwards(scene, step));
            case "snapshot" -> Optional.of(SnapshotCommands.forwards(scene));
            case "clone" -> Optional.of(CandidateCommands.cloned(scene));
            case "pg_upgrade" -> cloned ? Optional.of(CandidateCommands.upgraded(scene, step)) : Optional.empty();
            case "extensions" -> scene.upgraded() ? Optional.of(CandidateCommands.extended(scene)) : Optional.empty();
            case "analyze" ->
                scene.upgraded() ? Optional.of(CandidateCommands.analyzed(scene, step)) : Optional.empty();
            case "verify" -> scene.upgraded() ? Optional.of(VerifyCommands.forwards(scene, step)) : Optional.empty();
            case "sql" -> scene.upgraded() ? Optional.of(AuthorCommands.sql(scene, step)) : Optional.empty();
            case "reindex" -> scene.upgraded() ? Optional.of(AuthorCommands.reindex(scene, step)) : Optional.empty();
            case "exec" -> Optional.of(AuthorCommands.exec(scene, step));
            case "notify" -> Optional.of(AuthorCommands.told(step));
            default -> Optional.empty();
        };
    }

    private static String why(ResolvedStep step) {
        return switch (step.kind()) {
            case "pg_upgrade", "extensions", "analyze", "verify", "follow", "promote", "sql", "reindex" ->
                "the steps before it that it works on are not listed";
            case "rehearse_promote" ->
                "of live only its counters are read, twice; clones, pooler and clients are made for it and thrown away";
            default -> "the commands of " + step.kind() + " cannot be listed yet";
        };
    }
}
