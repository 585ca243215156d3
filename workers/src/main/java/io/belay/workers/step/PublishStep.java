package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.plans.model.ByteSize;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.Session;
import io.belay.workers.preflight.Finding;
import io.belay.workers.preflight.Promotion;
import io.belay.workers.preflight.ReplicationReady;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.Publishing;
import io.belay.workers.replication.Publishing.Published;
import io.belay.workers.replication.ReplicationErrors;
import io.belay.workers.replication.Slot;
import io.belay.workers.step.LivePublication.Kept;
import io.belay.workers.storage.StoreRoom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Live begins to publish its changes, before the snapshot is taken: marker, publication and slot in each database that takes sessions
 * and is no template. Everything is found again by its name, so an attempt goes on where the one before it ended.
 */
public final class PublishStep implements HostStep {

    /** For each slot. One that waits hinders nobody, but whoever watches wants to know for whom it waits. */
    private static final Duration SLOT = Duration.ofSeconds(15);

    /** In which open transactions may end by themselves; then the step fails, and is launched as often as the plan says. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** For a follower to leave a slot that is to be dropped. */
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private static final String ROLE = "SELECT rolname, rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user";

    private static final String LIMIT = "20%";

    @Override
    public String kind() {
        return "publish";
    }

    /** What is sent to live for the checks, in order. */
    public static List<ListedStatement> statementsOfChecks() {
        List<ListedStatement> listed = new ArrayList<>(statementsOfLook());
        listed.add(ListedStatement.in(LivePublication.askedIn(), ROLE));
        listed.addAll(LivePublication.statementsOfReadiness());
        return listed;
    }

    /** What is sent to live to publish, in order. */
    public static List<ListedStatement> statements(Names names) {
        List<ListedStatement> listed = new ArrayList<>(statementsOfChecks());
        listed.addAll(Publishing.statements(names));
        return listed;
    }

    /** What is sent to live to take it back, in order. */
    public static List<ListedStatement> statementsOfUndo(Names names) {
        List<ListedStatement> listed = new ArrayList<>(statementsOfLook());
        listed.addAll(Publishing.statementsOfWithdrawal(names));
        return listed;
    }

    /** What of the run is on live: before it publishes, and before and behind what takes it back. */
    public static List<ListedStatement> statementsOfLook() {
        List<ListedStatement> listed = new ArrayList<>(LivePublication.statementsOfDatabases());
        listed.addAll(Publishing.statementsOfLook());
        return listed;
    }

    @Override
    public Optional<Permission> beyondCandidate(JsonNode with) {
        return Optional.of(Permission.PROMOTE_ONLINE);
    }

    @Override
    public boolean isPartOfRehearsals(JsonNode with) {
        return false;
    }

    @Override
    public StepResult probe(StepContext context) {
        return checked(context);
    }

    @Override
    public boolean isAlwaysPrepared() {
        return false;
    }

    @Override
    public StepResult prepare(StepContext context) {
        return checked(context);
    }

    private static StepResult checked(StepContext context) {
        LivePublication live = new LivePublication(context);
        return refused(context, live, live.live().databases())
                .orElseGet(() -> StepResult.succeeded("live can publish its changes", Map.of()));
    }

    private static Optional<StepResult> refused(StepContext context, LivePublication live, List<String> databases) {
        List<Slot> own = live.publishing().look().slots();
        int followed = (int) own.stream().filter(Slot::isActive).count();
        try (Session session = live.live().open(LivePublication.askedIn())) {
            var role = session.query(ROLE).get(0);
            if (!role.isTrue("rolsuper")) {
                return Optional.of(StepResult.failed(
                        FollowErrors.ROLE_TOO_WEAK,
                        "Belay comes to live as `" + role.text("rolname")
                                + "`, which is no superuser: only one may publish all tables of a database, present and"
                                + " future. Nothing was done",
                        "ALTER ROLE \"" + role.text("rolname") + "\" SUPERUSER",
                        Map.of()));
            }
            List<Finding> missing = ReplicationReady.look(
                            session, Promotion.of(context.plan()), databases.size(), own.size(), followed)
                    .missingOnLive();
            return missing.isEmpty() ? Optional.empty() : Optional.of(lacking(missing));
        }
    }

    /** In preflight's words: all of them take one restart together. */
    private static StepResult lacking(List<Finding> missing) {
        return StepResult.failed(
                        missing.get(0).code(),
                        missing.stream().map(Finding::statement).collect(Collectors.joining("; "))
                                + ". Nothing was done; live is as before",
                        missing.stream().map(Finding::remedy).collect(Collectors.joining("\n")),
                        Map.of("refusals", String.valueOf(missing.size())))
                .withFindings(missing.stream().map(Finding::toReport).toList());
    }

    @Override
    public StepResult run(StepContext context) {
        LivePublication live = new LivePublication(context);
        List<String> databases = live.live().databases();
        Optional<StepResult> refused = refused(context, live, databases);
        if (refused.isPresent()) {
            return refused.get();
        }
        long limit = live.kept().map(Kept::walLimit).orElseGet(() -> walLimit(context));
        Kept kept = live.keep(databases, limit);
        List<Slot> slots = published(context, live, kept);
        return result(kept, slots).withEvidence(StepEvidence.write(context, "published.txt", text(kept, slots)));
    }

    /** Transactions that a slot waits for may end by themselves; what was made meanwhile stays and is not made again. */
    private static List<Slot> published(StepContext context, LivePublication live, Kept kept) {
        Duration half = StepTimes.timeout(context).dividedBy(2);
        Duration patience = half.compareTo(PATIENCE) < 0 ? half : PATIENCE;
        long begin = System.nanoTime();
        while (true) {
            context.attempt().check();
            try {
                return live.publishing()
                        .publish(kept.way(), kept.databases(), patience.compareTo(SLOT) < 0 ? patience : SLOT);
            } catch (ServerFailure waited) {
                boolean open = waited.code().equals(ReplicationErrors.SLOT_BLOCKED);
                if (!open || System.nanoTime() - begin > patience.toNanos()) {
                    throw waited;
                }
                context.attempt().show(String.valueOf(waited.getMessage()));
            }
        }
    }

    /** A share is one of what is free now where live has its log: it must not shrink with what live keeps. */
    private static long walLimit(StepContext context) {
        String limit =
                context.plan().blocks().path("budget").path("wal_on_live").asText(LIMIT);
        return ByteSize.parse(limit).map(ByteSize::bytes).orElseGet(() -> {
            Path log = context.cluster().dataset().dataDirectory().resolve("pg_wal");
            try {
                return Shares.of(StoreRoom.at(log.toRealPath()).freeBytes(), limit);
            } catch (IOException e) {
                throw new UncheckedIOException("where live has its log cannot be found out", e);
            }
        });
    }

    private static StepResult result(Kept kept, List<Slot> slots) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("databases", String.join(" ", kept.databases()));
        facts.put("slots", slots.stream().map(Slot::name).collect(Collectors.joining(" ")));
        facts.put("wal_limit_bytes", String.valueOf(kept.walLimit()));
        return StepResult.succeeded(
                "live publishes the changes of " + kept.databases().size()
                        + " databases and keeps its log for it, at most " + (kept.walLimit() >> 20) + " MiB",
                facts);
    }

    private static String text(Kept kept, List<Slot> slots) {
        StringBuilder text = new StringBuilder();
        slots.forEach(slot -> text.append(slot.database())
                .append(": ")
                .append(slot.name())
                .append(" from ")
                .append(slot.confirmed().map(Object::toString).orElse("?"))
                .append('\n'));
        return text.append("live may keep ")
                .append(kept.walLimit())
                .append(" bytes of log\n")
                .toString();
    }

    /** Everything that bears the run's name, of each generation; nobody has to have remembered it. */
    @Override
    public StepResult undo(StepContext context) {
        LivePublication live = new LivePublication(context);
        live.publishing().withdraw(LEAVING);
        Published left = live.publishing().look();
        if (!left.isNothing()) {
            return StepResult.failed(
                    FollowErrors.LEFT_ON_LIVE,
                    "live still has of run " + context.run().runId() + ": " + words(left)
                            + ". It serves, and keeps its log for each slot that is left",
                    "look who made it anew, then: belay retry " + context.run().runId(),
                    Map.of());
        }
        live.forget();
        return StepResult.succeeded(
                "live is as before: it has no slot, publication or table of this run",
                Map.of("left_on_live", "nothing"));
    }

    private static String words(Published left) {
        List<String> words = new ArrayList<>();
        left.slots().forEach(slot -> words.add("slot `" + slot.name() + "`"));
        left.published().forEach(database -> words.add("a publication in `" + database + "`"));
        left.marked().forEach(database -> words.add("a marker in `" + database + "`"));
        return String.join(", ", words);
    }

    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.of(context, PublishStep::found);
    }

    private static Found found(StepContext context) {
        LivePublication live = new LivePublication(context);
        Published seen;
        try {
            seen = live.publishing().look();
        } catch (PostgresFailure silent) {
            return new Found.Unknown("live does not answer: " + silent.getMessage());
        }
        Optional<Kept> kept = live.kept();
        if (kept.isPresent() && isWhole(seen, kept.get(), live.names())) {
            return new Found.Succeeded(result(kept.get(), seen.slots()));
        }
        return seen.isNothing()
                ? new Found.FailedClean(vanished(context, "nothing of it is on live"))
                : new Found.FailedDirty(vanished(context, "live serves, and has " + words(seen) + " of it"));
    }

    private static StepResult vanished(StepContext context, String state) {
        return StepResult.failed(
                StepErrors.VANISHED,
                "`publish` stopped without a result: the host or the worker ended in the middle. Nothing of it runs any"
                        + " more; " + state,
                "belay retry " + context.run().runId() + " completes it, `belay rollback` removes it",
                Map.of());
    }

    private static boolean isWhole(Published seen, Kept kept, Names names) {
        Set<String> whole = seen.slots().stream()
                .filter(slot -> slot.name().equals(names.slot(kept.way(), slot.database())))
                .filter(slot -> slot.isWhole(slot.database()))
                .map(Slot::database)
                .collect(Collectors.toSet());
        return List.of(whole, seen.marked(), seen.published()).stream()
                .allMatch(set -> set.containsAll(kept.databases()));
    }
}
