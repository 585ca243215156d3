package io.belay.workers.step;

import io.belay.workers.rehearsal.OwnPooler;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The step kinds that this host can carry out. A new kind is one class and one line here. Immutable. */
public final class Steps {

    private final Map<String, HostStep> byKind = new TreeMap<>();

    public Steps(Clock clock) {
        List<HostStep> steps = List.of(
                new PreflightStep(clock),
                new SnapshotStep(),
                new CloneStep(),
                new PgUpgradeStep(),
                new ExtensionsStep(),
                new AnalyzeStep(),
                new VerifyStep(),
                new SqlStep(),
                new ReindexStep(),
                new ExecStep(),
                new NotifyStep(clock),
                new RehearsePromoteStep(OwnPooler::program),
                new PublishStep(),
                new FollowStep(clock),
                new WarmUpStep(),
                new PromoteStep(clock),
                new RetireStep(clock));
        steps.forEach(step -> byKind.put(step.kind(), step));
    }

    /** What is announced to the engine, sorted. */
    public List<String> kinds() {
        return List.copyOf(byKind.keySet());
    }

    /** The same in the words of the plan language, with the options that they carry out. */
    public Set<String> features() {
        Set<String> features = new TreeSet<>();
        byKind.forEach((kind, step) -> {
            features.add("step." + kind);
            step.options().forEach(option -> features.add("step." + kind + "." + option));
        });
        return features;
    }

    public Optional<HostStep> find(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }
}
