package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.live.DressRequest;
import io.belay.workers.live.OldLive;
import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Databases;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.preflight.Acceptance;
import io.belay.workers.preflight.ControlValues;
import io.belay.workers.preflight.Finding;
import io.belay.workers.preflight.Preflight;
import io.belay.workers.preflight.PreflightContext;
import io.belay.workers.preflight.PreflightContext.Checksums;
import io.belay.workers.preflight.PromotionFacts;
import io.belay.workers.preflight.RoomFacts;
import io.belay.workers.preflight.Verdict;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.storage.Storage.Space;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * All checks before anything is changed. In a rehearsal the catalogs of the snapshot under test are read, on a throw-away clone,
 * so that an old snapshot can be judged and live is left alone; in an apply those of live, read-only.
 */
final class PreflightStep implements HostStep {

    private static final Duration TOOL = Duration.ofMinutes(1);

    private final Clock clock;

    PreflightStep(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "preflight";
    }

    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.ofReading(context);
    }

    @Override
    public StepResult run(StepContext context) {
        StepEvidence.write(context, "storage.txt", Fitness.storeText(context));
        return context.run().rehearsal() ? onClone(context) : onLive(context);
    }

    private StepResult onClone(StepContext context) {
        SnapshotImage image = SnapshotImages.of(context);
        Installation source = installation(context, image.version());
        try (ThrowAway copy = ThrowAway.open(
                context,
                ThrowAways.OF_PREFLIGHT,
                RunServer.COPY,
                image.path(),
                image.inside(source),
                context.cluster().origins())) {
            StepEvidence.write(context, "gate.txt", GateText.of(copy.started().report()));
            Server server = copy.server();
            return examine(
                    context,
                    server,
                    Databases.withTemplates(server),
                    image.version(),
                    copy.copy().controlData(),
                    image.path().resolve(image.relativeData()),
                    PreflightPromotion::ofCopy);
        }
    }

    private StepResult onLive(StepContext context) {
        Server live = new JdbcServer(context.cluster().live(), "postgres");
        int version = live.major();
        Path data = context.cluster().dataset().dataDirectory();
        Optional<Account> account =
                Accounts.isRoot() ? Optional.of(context.cluster().owner()) : Optional.empty();
        ToolRun run = new ToolRun(account, Path.of("/"), Isolation.NONE, TOOL);
        ControlData control = new ControlDataReader(context.commands(), context.transcripts())
                .read(installation(context, version), data, run);
        return examine(
                context,
                live,
                live.databases(),
                version,
                control,
                data,
                (of, dress) -> PreflightPromotion.ofLive(of, dress, live, clock));
    }

    private StepResult examine(
            StepContext context,
            Server server,
            List<String> databases,
            int version,
            ControlData control,
            Path configuration,
            BiFunction<StepContext, DressRequest, PromotionFacts> promotion) {
        int target = context.request().targetVersion();
        DressRequest dress = dress(context, version, control, configuration);
        PreflightContext facts = new PreflightContext(
                context.plan().live().path("version").asInt(version),
                target,
                installation(context, version),
                installation(context, target),
                server,
                databases,
                ControlValues.of(control.fields()),
                checksums(context),
                room(context),
                Optional.of(dress),
                context.commands(),
                context.transcripts(),
                promotion.apply(context, dress));
        Preflight preflight = new Preflight(facts.promotion().kind());
        List<Finding> found = preflight.examine(facts, family -> {
            context.attempt().show("checking: " + family);
            context.attempt().check();
        });
        StepEvidence.write(
                context,
                "findings.txt",
                found.stream().map(Finding::toText).collect(Collectors.joining("\n", "", "\n")));
        return Verdict.fold(found, preflight.size(), accepted(context), LocalDate.now(clock));
    }

    /** @param readFrom data directory whose configuration is looked at: live's, or that of an image of it */
    private static DressRequest dress(StepContext context, int version, ControlData control, Path readFrom) {
        ClusterOnHost cluster = context.cluster();
        int target = context.request().targetVersion();
        Path live = cluster.crossed().stream()
                .flatMap(now -> now.old().stream())
                .filter(old -> old.major() == version)
                .map(OldLive::dataDirectory)
                .reduce(cluster.dataset().dataDirectory(), (before, later) -> later);
        Map<String, String> settings = new TreeMap<>();
        context.plan()
                .target()
                .path("settings")
                .properties()
                .forEach(field -> settings.put(field.getKey(), field.getValue().asText()));
        return new DressRequest(
                version,
                live,
                readFrom,
                control.walSegmentBytes(),
                installation(context, target),
                // Where new will be is not known to a plan that promotes nothing; only its form matters here.
                cluster.targets().getOrDefault(target, live.resolveSibling("new-" + target)),
                cluster.configured().connect().port(),
                settings,
                cluster.owner(),
                cluster.configured().connect().user());
    }

    /** A major that is not here is a finding, not a crash: the checks say which programs they miss, and where they looked. */
    private static Installation installation(StepContext context, int major) {
        return context.cluster()
                .installation(major)
                .orElseGet(() -> new Installation(major, "", Path.of("/usr/lib/postgresql/" + major + "/bin")));
    }

    private static Checksums checksums(StepContext context) {
        String wanted = context.plan().target().path("checksums").asText("same");
        return Checksums.valueOf(wanted.toUpperCase(Locale.ROOT));
    }

    private static RoomFacts room(StepContext context) {
        Path place = context.cluster().place().root();
        Space space = context.cluster().storage().space(place);
        JsonNode snapshots = context.plan().blocks().path("snapshots");
        return new RoomFacts(
                place.toString(),
                space.freeBytes(),
                Shares.of(space.totalBytes(), snapshots.path("minimum_free").asText("15%")),
                Shares.of(space.totalBytes(), snapshots.path("stop_below").asText("8%")),
                0);
    }

    private static List<Acceptance> accepted(StepContext context) {
        List<Acceptance> accepted = new ArrayList<>();
        for (JsonNode entry : context.plan().blocks().path("accept")) {
            accepted.add(new Acceptance(
                    entry.path("code").asText(),
                    entry.hasNonNull("object")
                            ? Optional.of(entry.path("object").asText())
                            : Optional.empty(),
                    entry.path("reason").asText(),
                    entry.path("owner").asText(),
                    LocalDate.parse(entry.path("until").asText())));
        }
        return accepted;
    }
}
