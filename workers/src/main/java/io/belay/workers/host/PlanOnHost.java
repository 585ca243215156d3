package io.belay.workers.host;

import io.belay.engine.activity.StepResult;
import io.belay.plans.agree.AgreedPlan;
import io.belay.plans.agree.Agreement;
import io.belay.plans.agree.Difference;
import io.belay.plans.agree.HostPolicy;
import io.belay.plans.agree.UnknownHere;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.storage.Capabilities.Consistency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether this worker carries out all that a plan uses, whether plan and host say the same of what both speak about, and whether the
 * host's policy lets the plan pass. Asked before anything is done; reads only. Thread-safe.
 */
final class PlanOnHost {

    private static final Duration TOOL = Duration.ofMinutes(1);

    private final HostConfiguration host;
    private final ClusterDirectory clusters;
    private final CommandRunner commands;
    private final Path transcripts;
    private final Set<String> carriedOut;

    /** @param carriedOut what this worker's classes bring, see {@link CarriedOut} */
    PlanOnHost(
            HostConfiguration host,
            ClusterDirectory clusters,
            CommandRunner commands,
            Path transcripts,
            Set<String> carriedOut) {
        this.host = host;
        this.clusters = clusters;
        this.commands = commands;
        this.transcripts = transcripts;
        this.carriedOut = Set.copyOf(carriedOut);
    }

    /** @param canonical the resolved plan */
    StepResult agree(String canonical) {
        ResolvedPlan plan = CanonicalForm.read(canonical);
        List<Problem> unknown = UnknownHere.in(plan, carriedOut);
        if (!unknown.isEmpty()) {
            Problem first = unknown.get(0);
            return StepResult.failed(
                    first.code(),
                    "the worker of host `" + host.name() + "` (Belay " + DeskActivities.version()
                            + ") does not carry out all of the plan: "
                            + unknown.stream().map(Problem::statement).collect(Collectors.joining("; "))
                            + "; nothing was started",
                    "install on the host the Belay that the plan was written for, then restart `belay worker`; or "
                            + first.help(),
                    Map.of());
        }
        List<Problem> forbidden = HostPolicy.forbids(plan, host);
        if (!forbidden.isEmpty()) {
            Problem first = forbidden.get(0);
            return StepResult.failed(
                    first.code(),
                    "host `" + host.name() + "` makes this warning an error: "
                            + forbidden.stream().map(Problem::statement).collect(Collectors.joining("; "))
                            + "; nothing was started",
                    first.help(),
                    Map.of());
        }
        ClusterOnHost cluster = clusters.look(plan.cluster());
        List<Difference> differences = new ArrayList<>(Agreement.compare(plan, asItIsNow(cluster)));
        storage(plan, cluster).ifPresent(differences::add);
        identity(plan, cluster).ifPresent(differences::add);
        if (differences.isEmpty()) {
            return StepResult.succeeded("plan and host say the same", Map.of());
        }
        return StepResult.failed(
                AgreedPlan.DIFFERS,
                differences.stream()
                                .map(difference -> difference.inWords(host.name()))
                                .collect(Collectors.joining("; "))
                        + "; nothing was started",
                "correct the one that is wrong, or leave the field out of the plan: the plan states it, the host decides it",
                Map.of("differences", Integer.toString(differences.size())));
    }

    /** Behind a crossing live is where the register says, whatever the file still has. */
    private HostConfiguration asItIsNow(ClusterOnHost cluster) {
        return host.withDataDirectory(
                cluster.name(),
                cluster.crossed().isPresent()
                        ? cluster.dataset().dataDirectory()
                        : cluster.configured().dataDirectory());
    }

    /** What the file leaves to be found out, and what a plan asks for at the least. */
    private static Optional<Difference> storage(ResolvedPlan plan, ClusterOnHost cluster) {
        String driver = plan.blocks().path("storage").path("driver").asText("auto");
        String found = cluster.storage().driver();
        String same = found.equals("reflink") ? "xfs" : found;
        if (!driver.equals("auto") && !driver.equals(same)) {
            return Optional.of(new Difference("storage.driver", driver, "storage", found));
        }
        String wanted = plan.blocks().path("storage").path("consistency").asText("auto");
        if (!wanted.equals("atomic")) {
            return Optional.empty();
        }
        Consistency given = cluster.storage()
                .probe(cluster.dataset(), cluster.place().root())
                .consistency();
        return given == Consistency.ATOMIC
                ? Optional.empty()
                : Optional.of(new Difference(
                        "storage.consistency",
                        wanted,
                        "storage",
                        given.name().toLowerCase(Locale.ROOT) + " by driver " + found));
    }

    private Optional<Difference> identity(ResolvedPlan plan, ClusterOnHost cluster) {
        String stated = plan.live().path("system_identifier").asText("");
        if (stated.isEmpty()) {
            return Optional.empty();
        }
        String found = identifier(cluster);
        return found.equals(stated)
                ? Optional.empty()
                : Optional.of(new Difference("live.system_identifier", stated, "clusters (its control file)", found));
    }

    private String identifier(ClusterOnHost cluster) {
        Path data = cluster.dataset().dataDirectory();
        Optional<Installation> programs = cluster.installation(major(data));
        if (programs.isEmpty()) {
            return "unknown: this host has no programs of its version";
        }
        Optional<Account> account = Accounts.isRoot() ? Optional.of(cluster.owner()) : Optional.empty();
        return new ControlDataReader(commands, transcripts)
                .read(programs.get(), data, new ToolRun(account, Path.of("/"), Isolation.NONE, TOOL))
                .fields()
                .getOrDefault("Database system identifier", "unknown");
    }

    private static int major(Path data) {
        try {
            return Integer.parseInt(Files.readString(data.resolve("PG_VERSION")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the version of " + data + " cannot be read", e);
        }
    }
}
