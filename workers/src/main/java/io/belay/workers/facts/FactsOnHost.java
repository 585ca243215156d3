package io.belay.workers.facts;

import io.belay.engine.activity.FactsReport;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.step.ClusterOnHost;
import java.nio.file.Path;
import java.util.List;

/** Answers what a plan meets on this host. Starts nothing, changes nothing. Thread-safe. */
public final class FactsOnHost {

    private final CommandRunner commands;
    private final Path transcripts;
    private final String version;

    /**
     * @param transcripts folder for what the poolers' consoles said
     * @param version of this worker
     */
    public FactsOnHost(CommandRunner commands, Path transcripts, String version) {
        this.commands = commands;
        this.transcripts = transcripts;
        this.version = version;
    }

    /** @param judged whether also sizes, sessions and room are asked for: it takes statements on live */
    public FactsReport report(ClusterOnHost cluster, HostConfiguration host, ResolvedPlan plan, boolean judged) {
        String pinned = new PinnedGathering(cluster, host, plan).gather().text();
        if (!judged) {
            return new FactsReport(pinned, "{}", List.of(), List.of(), version);
        }
        JudgedGathering gathering =
                new JudgedGathering(cluster, plan, new PoolerLook(cluster, host, plan, commands, transcripts));
        gathering.gather();
        return new FactsReport(
                pinned, gathering.judged().toString(), gathering.assumptions(), gathering.unknowns(), version);
    }
}
