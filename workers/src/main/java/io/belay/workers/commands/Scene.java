package io.belay.workers.commands;

import io.belay.engine.run.StepState;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.clone.CloneLayout;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.postgres.Installation;
import io.belay.workers.storage.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run as far as it has got while its commands are listed. One use, one thread. */
final class Scene {

    private final Site site;
    private final ResolvedPlan plan;
    private final boolean rehearsal;
    private final List<String> waypoints = new ArrayList<>();

    /** Whether new's cluster is there, and whether its server runs in the candidate. */
    private boolean upgraded;

    private boolean running;

    private boolean follows;

    Scene(Site site, ResolvedPlan plan, boolean rehearsal) {
        this.site = site;
        this.plan = plan;
        this.rehearsal = rehearsal;
    }

    Site site() {
        return site;
    }

    ResolvedPlan plan() {
        return plan;
    }

    boolean rehearsal() {
        return rehearsal;
    }

    StoreCalls store() {
        return new StoreCalls(site.driver());
    }

    Path image() {
        return Place.Kind.SNAPSHOT.in(site.place(), site.cluster(), Placeholders.SNAPSHOT);
    }

    /** As the engine names it the first time; a step that runs again takes another one. */
    String waypointOf(ResolvedStep step) {
        return StepState.waypoint(plan.steps().indexOf(step) + 1, 1);
    }

    Path waypoint(String name) {
        return Place.Kind.WAYPOINT.in(site.place(), Placeholders.RUN, name);
    }

    Path candidate() {
        return Place.Kind.CANDIDATE.in(site.place(), Placeholders.RUN);
    }

    CopiedCluster oldInCandidate() {
        return old("the candidate", RunServer.CANDIDATE, candidate());
    }

    CopiedCluster newInCandidate() {
        return upgraded("the candidate", RunServer.CANDIDATE, candidate());
    }

    CopiedCluster oldThrowAway(String name, RunServer server) {
        return old(name, server, Place.Kind.THROWAWAY.in(site.place(), Placeholders.RUN, name));
    }

    CopiedCluster newThrowAway(String name, RunServer server) {
        return upgraded(name, server, Place.Kind.THROWAWAY.in(site.place(), Placeholders.RUN, name));
    }

    private CopiedCluster old(String name, RunServer server, Path root) {
        return cluster(name, server, root, site.relativeData(), site.source());
    }

    private CopiedCluster upgraded(String name, RunServer server, Path root) {
        Path data =
                CloneLayout.relativeNewData(site.relativeData(), site.target().major());
        return cluster(name, server, root, data, site.target());
    }

    private CopiedCluster cluster(String name, RunServer server, Path root, Path data, Installation installation) {
        return new CopiedCluster(site, name, server, root, root.resolve(data), installation, Placeholders.SNAPSHOT);
    }

    /** What a program of this step prints is kept there. */
    Path transcripts(ResolvedStep step) {
        return site.evidence().resolve(Placeholders.RUN).resolve("transcripts").resolve(step.id());
    }

    /** As the plan says, or a name for what the host's processors make of it. */
    static String jobs(ResolvedStep step) {
        String jobs = step.with().path("jobs").asText("auto");
        return jobs.equals("auto") ? Placeholders.JOBS : jobs;
    }

    List<String> waypoints() {
        return waypoints;
    }

    boolean upgraded() {
        return upgraded;
    }

    void upgrade() {
        upgraded = true;
    }

    /** Whether the candidate left the place, to follow live where it will serve. */
    boolean follows() {
        return follows;
    }

    void follow() {
        running = false;
        follows = true;
    }

    boolean running() {
        return running;
    }

    void running(boolean now) {
        running = now;
    }
}
