package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.live.LiveErrors;
import io.belay.workers.live.LiveFailure;
import io.belay.workers.live.LiveNow;
import io.belay.workers.live.OldLive;
import io.belay.workers.live.Retirement;
import io.belay.workers.postgres.ControlData;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The point of no return: old live goes, its last image stays. Only what the register recorded at this run's own crossing, only when
 * new serves and old is untouched since. The journal is written before the first file goes; a killed attempt is finished by the next.
 */
final class RetireStep implements HostStep {

    /** In the run's folder. With it, all proofs were made and the image is kept. */
    private static final String JOURNAL = "retire";

    private final Clock clock;

    RetireStep(Clock clock) {
        this.clock = clock;
    }

    /** @param image id of the last image */
    private record Begun(String image, String at) {}

    @Override
    public String kind() {
        return "retire";
    }

    @Override
    public Optional<Permission> beyondCandidate(JsonNode with) {
        return Optional.of(Permission.RETIRE);
    }

    @Override
    public StepResult probe(StepContext context) {
        ClusterOnHost cluster = context.cluster();
        if (cluster.allowed().contains(Permission.RETIRE.word())) {
            return StepResult.succeeded("the host allows `retire`", Map.of());
        }
        return StepResult.failed(
                LiveErrors.RETIRE_NOT_ALLOWED,
                "this host does not allow `retire` for `" + cluster.reference() + "`; nothing was done",
                "the administrator adds `retire` to `allow` of the cluster in the host's file",
                Map.of());
    }

    @Override
    public boolean isAlwaysPrepared() {
        return false;
    }

    @Override
    public StepResult prepare(StepContext context) {
        if (begun(context).isEmpty()) {
            LiveNow now = now(context);
            OldLive old = requireDue(context, now);
            Retirement retirement = retirement(context, now, old);
            if (new WayBackEnd(context, clock).isDue()) {
                retirement.requireNewServes();
                return StepResult.succeeded("new serves, and old live follows until it is retired", Map.of());
            }
            retirement.require();
        }
        return StepResult.succeeded("new serves, and old live is stopped as it was", Map.of());
    }

    @Override
    public StepResult run(StepContext context) {
        StepResult allowed = probe(context);
        if (allowed.outcome() != StepResult.Outcome.SUCCEEDED) {
            return allowed;
        }
        LiveNow now = now(context);
        requireDue(context, now);
        WayBackEnd wayBack = new WayBackEnd(context, clock);
        if (wayBack.isDue() && begun(context).isEmpty()) {
            retirement(context, now, old(context, now)).requireNewServes();
            now = wayBack.end(now);
        }
        OldLive old = old(context, now);
        Retirement retirement = retirement(context, now, old);
        Begun begun = begin(context, old, retirement);
        List<String> stayed = retirement.remove(done -> {
            context.attempt().show(done);
            context.attempt().check();
        });
        context.cluster().register().retired(context.cluster().name(), old.replacedBy(), clock.instant());
        // From here on nothing leads back to what the run was made from: `pin: until_retired` is over.
        SnapshotImages.release(context);
        return StepResult.succeeded(
                        "old live `" + old.dataDirectory() + "` is gone; its last image is snapshot " + begun.image(),
                        Map.of(
                                "snapshot", begun.image(),
                                "removed", old.dataDirectory().toString(),
                                "stayed", String.join("; ", stayed)))
                .withEvidence(StepEvidence.write(context, "retired.txt", text(old, begun, stayed)));
    }

    /** What the register, the folders and the catalogue say now. */
    @Override
    public boolean isProvenByItsResult() {
        return false;
    }

    @Override
    public StepResult verify(StepContext context) {
        LiveNow now = now(context);
        OldLive old = old(context, now);
        Retirement retirement = retirement(context, now, old);
        String image = begun(context).map(Begun::image).orElse("");
        context.cluster().snapshots().require(context.cluster().name(), image);
        retirement.requireNewServes();
        if (!retirement.isDone() || old.retired().isEmpty()) {
            return StepResult.failed(
                    LiveErrors.OLD_NOT_REMOVED,
                    "old live `" + old.dataDirectory() + "` is still there. New serves; old's last image is " + image,
                    "look what lies there, then: belay retry " + context.run().runId(),
                    Map.of());
        }
        return StepResult.succeeded("nothing is left of old live but its image " + image, Map.of());
    }

    /**
     * Nothing comes back by itself. What is half removed stays so until a retry goes on with it: behind a crossing nothing is taken
     * back on a failure, so that it may be told as what it is.
     */
    @Override
    public StepResult inspect(StepContext context) {
        Optional<StepResult> known = new StepMemory(context).result("run");
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Begun> begun = begun(context);
        return begun.isPresent() ? removal(context, begun.get()).toResult() : Inspection.of(context, RetireStep::whole);
    }

    private static Found whole(StepContext context) {
        return new Found.FailedClean(StepResult.failed(
                StepErrors.VANISHED,
                "`retire` stopped before it removed anything: old live is whole, new serves",
                "belay retry " + context.run().runId(),
                Map.of()));
    }

    private Found removal(StepContext context, Begun begun) {
        String image = begun.image();
        LiveNow now = now(context);
        OldLive old = old(context, now);
        if (old.retired().isPresent() && retirement(context, now, old).isDone()) {
            return new Found.Succeeded(StepResult.succeeded(
                    "old live `" + old.dataDirectory() + "` is gone; its last image is snapshot " + image,
                    Map.of("snapshot", image, "removed", old.dataDirectory().toString())));
        }
        return new Found.FailedDirty(StepResult.failed(
                LiveErrors.OLD_NOT_REMOVED,
                "the removal of old live has begun (" + begun.at()
                        + ") and is not finished. Its last image is snapshot " + image + ", new is not concerned",
                "belay retry " + context.run().runId() + " goes on with it",
                Map.of()));
    }

    private static LiveNow now(StepContext context) {
        return context.cluster().crossed().orElseThrow(() -> nothing(context));
    }

    private static OldLive old(StepContext context, LiveNow now) {
        return now.replacedBy(context.run().runId()).orElseThrow(() -> nothing(context));
    }

    private OldLive requireDue(StepContext context, LiveNow now) {
        OldLive old = old(context, now);
        Instant due =
                old.until().plus(StepTimes.parse(context.with().path("after").asText("14d")));
        if (clock.instant().isBefore(due)) {
            throw new LiveFailure(
                    LiveErrors.RETIRE_TOO_EARLY,
                    "the plan keeps old live until " + due + ". Nothing was touched. Then: belay retry "
                            + context.run().runId());
        }
        return old;
    }

    private static LiveFailure nothing(StepContext context) {
        return new LiveFailure(
                LiveErrors.NOTHING_TO_RETIRE,
                "this host's register knows of no crossing of run "
                        + context.run().runId() + " for `" + context.cluster().reference()
                        + "`, so there is nothing that may be removed. Nothing was touched");
    }

    private static Retirement retirement(StepContext context, LiveNow now, OldLive old) {
        ClusterOnHost cluster = context.cluster();
        return new Retirement(
                now,
                old,
                cluster.installations(),
                cluster.owner(),
                cluster.place(),
                context.commands(),
                context.transcripts());
    }

    /** Proofs, image, journal: in this order, and only once. What was begun is only finished. */
    private Begun begin(StepContext context, OldLive old, Retirement retirement) {
        Optional<Begun> earlier = begun(context);
        if (earlier.isPresent() && (retirement.hasBegun() || retirement.isDone())) {
            retirement.requireNewServes();
            return earlier.get();
        }
        context.attempt().show("proving that old live may go");
        ControlData control = retirement.require();
        Begun begun = new Begun(
                new LastImage(context, old, control).keep(clock.instant()),
                clock.instant().toString());
        context.memory().write(name(context), begun);
        return begun;
    }

    private static Optional<Begun> begun(StepContext context) {
        return context.memory().read(name(context), Begun.class);
    }

    /** Not by epoch: a retry in a new one finishes what the old one began. */
    private static String name(StepContext context) {
        return context.request().stepId() + "/" + JOURNAL;
    }

    private static String text(OldLive old, Begun begun, List<String> stayed) {
        Map<String, String> lines = new TreeMap<>();
        lines.put("data directory", old.dataDirectory().toString());
        lines.put("tablespaces", old.tablespaces().values().toString());
        lines.put("WAL folder", old.walDirectory().map(Object::toString).orElse("in the data directory"));
        lines.put("system identifier", old.systemIdentifier());
        lines.put("stopped at", old.checkpoint());
        lines.put("last image", begun.image());
        lines.put("begun", begun.at());
        lines.put("stayed", stayed.isEmpty() ? "nothing" : String.join("; ", stayed));
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (label, value) -> text.append(label).append(": ").append(value).append('\n'));
        return text.toString();
    }
}
