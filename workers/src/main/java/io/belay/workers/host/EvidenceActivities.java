package io.belay.workers.host;

import io.belay.engine.activity.EvidenceDesk;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.RunReference;
import io.belay.engine.evidence.Conclusion;
import io.belay.engine.evidence.EvidenceHead;
import io.belay.engine.evidence.EvidenceReport;
import io.belay.engine.ledger.LedgerEntry;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.evidence.RunEvidence;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;

/** What is asked about the evidence that this host keeps. */
final class EvidenceActivities implements EvidenceDesk {

    private final ClusterDirectory clusters;
    private final StateFolders folders;
    private final HostSecrets secrets;
    private final Clock clock;
    private final Failures failures;

    EvidenceActivities(
            ClusterDirectory clusters, StateFolders folders, HostSecrets secrets, Clock clock, Failures failures) {
        this.clusters = clusters;
        this.folders = folders;
        this.secrets = secrets;
        this.clock = clock;
        this.failures = failures;
    }

    @Override
    public EvidenceHead conclude(RunReference run, Conclusion conclusion) {
        return failures.translated(() -> {
            clusters.require(run.cluster(), Permission.SNAPSHOT);
            RunEvidence evidence = open(run.runId());
            Announced.note(evidence, run, conclusion.told(), clusters.hostName(), DeskActivities.version());
            return ConclusionLine.append(evidence, run, conclusion);
        });
    }

    @Override
    public EvidenceReport verify(String cluster, String runId, List<EvidenceHead> anchors) {
        return failures.translated(() -> {
            clusters.require(cluster, Permission.SNAPSHOT);
            return open(runId).check(anchors);
        });
    }

    @Override
    public List<LedgerEntry> rehearsals(String cluster) {
        return failures.translated(() -> {
            clusters.require(cluster, Permission.SNAPSHOT);
            return new RehearsalsInEvidence(folders.evidence()).of(cluster);
        });
    }

    private RunEvidence open(String runId) {
        if (!runId.matches("[a-z0-9-]{1,40}")
                || !Files.isDirectory(folders.evidence().resolve(runId))) {
            throw new HostRefusal(
                    HostErrors.NO_SUCH_RUN, Refusal.BAD_REQUEST, "this host has no evidence of a run `" + runId + "`");
        }
        return RunEvidence.open(folders.evidence(), runId, secrets.masking(), clock);
    }
}
