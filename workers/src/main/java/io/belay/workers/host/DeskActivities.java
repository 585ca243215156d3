package io.belay.workers.host;

import io.belay.engine.activity.FactsQuestion;
import io.belay.engine.activity.FactsReport;
import io.belay.engine.activity.HostDesk;
import io.belay.engine.activity.Queues;
import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.workers.evidence.EvidenceFailure;
import io.belay.workers.evidence.RunEvidence;
import io.belay.workers.facts.FactsOnHost;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.step.Steps;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Quick questions. Reads only. */
final class DeskActivities implements HostDesk {

    private final ClusterDirectory clusters;
    private final PlanOnHost plans;
    private final PlansAtHand atHand;
    private final StateFolders folders;
    private final HostSecrets secrets;
    private final Steps steps;
    private final CommandRunner commands;
    private final Clock clock;
    private final Failures failures;

    DeskActivities(
            ClusterDirectory clusters,
            PlanOnHost plans,
            PlansAtHand atHand,
            StateFolders folders,
            HostSecrets secrets,
            Steps steps,
            CommandRunner commands,
            Clock clock,
            Failures failures) {
        this.failures = failures;
        this.clusters = clusters;
        this.plans = plans;
        this.atHand = atHand;
        this.folders = folders;
        this.secrets = secrets;
        this.steps = steps;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public Announcement announce() {
        return failures.translated(() -> {
            Map<String, String> versions = new TreeMap<>();
            clusters.installations()
                    .forEach((major, installation) -> versions.put(String.valueOf(major), installation.version()));
            return new Announcement(
                    clusters.hostName(),
                    Queues.PROTOCOL,
                    version(),
                    steps.kinds(),
                    clusters.allowed(),
                    versions,
                    commands.canIsolateNetwork()
                            ? List.of()
                            : List.of(
                                    "the network: SQL in a clone can reach out (foreign tables, dblink, COPY .. PROGRAM),"
                                            + " because this worker cannot make a network namespace"),
                    clusters.liveMajors(),
                    true);
        });
    }

    @Override
    public StepResult admit(Deed deed) {
        return failures.translated(() -> clusters.admit(deed));
    }

    @Override
    public FactsReport facts(FactsQuestion question) {
        FactsOnHost facts = new FactsOnHost(commands, folders.transcripts(), version());
        return failures.translated(() -> {
            FactsReport report = clusters.facts(atHand.complete(question), facts);
            boolean same = CanonicalForm.hash(report.pinned()).equals(question.known());
            return same ? report.withoutPinned() : report;
        });
    }

    @Override
    public StepResult agree(String plan) {
        return failures.translated(() -> plans.agree(plan));
    }

    @Override
    public TextPiece read(String cluster, String runId, String file, long offset, int length) {
        return failures.translated(() -> {
            clusters.require(cluster, Permission.SNAPSHOT);
            if (!runId.matches("[a-z0-9-]{1,40}")
                    || !Files.isDirectory(folders.evidence().resolve(runId))) {
                throw new HostRefusal(
                        HostErrors.NO_SUCH_RUN,
                        Refusal.BAD_REQUEST,
                        "this host has no evidence of a run `" + runId + "`");
            }
            RunEvidence evidence = RunEvidence.open(folders.evidence(), runId, secrets.masking(), clock);
            if (file.isEmpty()) {
                return new TextPiece(String.join("\n", evidence.list()), 0, true);
            }
            try {
                RunEvidence.Piece piece = evidence.read(file, offset, length);
                return new TextPiece(piece.text(), piece.nextOffset(), piece.end());
            } catch (EvidenceFailure | IllegalArgumentException noSuchFile) {
                throw new HostRefusal(
                        HostErrors.NO_SUCH_RUN, Refusal.BAD_REQUEST, String.valueOf(noSuchFile.getMessage()));
            }
        });
    }

    static String version() {
        String version = DeskActivities.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
