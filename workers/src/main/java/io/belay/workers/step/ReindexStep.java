package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.problem.ErrorCode.Fault;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.index.Rebuild;
import io.belay.workers.index.RebuildPlanning;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.process.Launcher.Ended;
import io.belay.workers.step.CandidateScript.Psql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Indexes of the candidate, built anew: those whose order of texts may differ between the libraries of old and new, those that are
 * not valid, all, or the named ones. By {@code psql}, detached, one launch for each database; nobody else is in the candidate, so
 * nothing has to be concurrent. The versions that collations were recorded with are refreshed behind the rebuild, never before it.
 */
final class ReindexStep implements HostStep {

    private static final String OLD = "reindex-old";

    @Override
    public String kind() {
        return "reindex";
    }

    @Override
    public StepResult probe(StepContext context) {
        return Fitness.programs(context, context.request().targetVersion(), "postgres", "psql");
    }

    @Override
    public boolean isAlwaysPrepared() {
        return false;
    }

    @Override
    public StepResult prepare(StepContext context) {
        return Fitness.room(context);
    }

    @Override
    public StepResult run(StepContext context) {
        Candidates candidates = new Candidates(context);
        SafeClone clone = candidates.reopenNew(candidates.record());
        RunningServer server =
                candidates.servers().start(clone, Candidates.START).server();
        List<Rebuild> rebuilds = rebuilds(context, candidates, server);
        List<String> missing = missing(context, rebuilds);
        if (!missing.isEmpty()) {
            return StepResult.failed(
                    StepErrors.INDEX_MISSING,
                    "the candidate has no index " + String.join(", ", missing) + "; nothing was rebuilt",
                    "correct `what` of the step",
                    Map.of());
        }
        StepResult result = carryOut(context, new Psql(clone.installation(), clone), rebuilds);
        return proven(context, server, rebuilds, result);
    }

    private static StepResult carryOut(StepContext context, Psql psql, List<Rebuild> rebuilds) {
        Duration left = StepTimes.timeout(context);
        boolean adopted = false;
        for (int i = 0; i < rebuilds.size(); i++) {
            Rebuild rebuild = rebuilds.get(i);
            if (rebuild.statements().isEmpty()) {
                continue;
            }
            String program = Programs.SCRIPT + (i + 1);
            CandidateScript script =
                    CandidateScript.put(context, context.request().stepId() + "." + (i + 1), rebuild.script(), false);
            Duration limit = left;
            Optional<Ended> ended = Launches.followInCandidate(
                    context,
                    program,
                    Optional.of(limit),
                    () -> script.command(
                            psql,
                            rebuild.database(),
                            limit,
                            " -c max_parallel_maintenance_workers=" + StepJobs.of(context)));
            if (ended.isEmpty()) {
                return RoomReserve.ended(context)
                        .orElseGet(() -> failed(
                                context,
                                rebuild,
                                "it was still at work behind the step's `timeout` and was ended",
                                false));
            }
            StepEvidence.write(context, program + ".log", ended.get().result().output());
            if (!ended.get().result().succeeded()) {
                ScriptFault fault = ScriptFault.of(ended.get().result());
                return RoomReserve.ended(context)
                        .orElseGet(() -> failed(
                                context, rebuild, fault.words(), fault.code().fault() == Fault.SNAPSHOT));
            }
            adopted |= ended.get().adopted();
            left = left.minus(ended.get().result().took());
        }
        return succeeded(context, rebuilds, StepTimes.timeout(context).minus(left), adopted);
    }

    private static StepResult succeeded(StepContext context, List<Rebuild> rebuilds, Duration took, boolean adopted) {
        int rebuilt = rebuilds.stream().mapToInt(one -> one.indexes().size()).sum();
        int dropped = rebuilds.stream().mapToInt(one -> one.dropped().size()).sum();
        List<String> reasons =
                rebuilds.stream().flatMap(one -> one.reasons().stream()).toList();
        StepEvidence.write(context, "reindex.txt", String.join("\n", reasons) + "\n");
        Map<String, String> facts = new TreeMap<>();
        facts.put("rebuilt", String.valueOf(rebuilt));
        facts.put("dropped", String.valueOf(dropped));
        facts.put("databases", String.valueOf(rebuilds.size()));
        facts.put("seconds", String.valueOf(took.toSeconds()));
        facts.put("milliseconds", String.valueOf(took.toMillis()));
        facts.put("adopted", String.valueOf(adopted));
        return HoldEstimate.warned(
                context,
                StepResult.succeeded(
                        rebuilt == 0
                                ? "no index had to be rebuilt"
                                : rebuilt + " indexes rebuilt in " + took.toSeconds() + " s",
                        facts));
    }

    private static StepResult failed(StepContext context, Rebuild rebuild, String words, boolean byContent) {
        return StepResult.failed(
                byContent ? StepErrors.INDEX_NOT_REBUILT : StepErrors.REINDEX_NOT_RUN,
                "an index of `" + rebuild.database() + "` could not be rebuilt: " + words
                        + ". The candidate goes back to its last waypoint, live is untouched",
                byContent
                        ? "correct on live what the message names (rows that are twice under the new order), then rehearse a"
                                + " new snapshot"
                        : "mend the host, then: belay retry " + context.run().runId(),
                Map.of("database", rebuild.database()));
    }

    /** Nothing that was rebuilt, and nothing that was left over, is invalid: looked at while new still runs for the rebuild. */
    private static StepResult proven(
            StepContext context, RunningServer server, List<Rebuild> rebuilds, StepResult result) {
        if (result.outcome() != Outcome.SUCCEEDED) {
            return result;
        }
        List<String> wrong = new ArrayList<>();
        for (Rebuild rebuild : rebuilds) {
            RebuildPlanning.invalidNow(rebuild.database(), server).stream()
                    .filter(name -> rebuild.indexes().contains(name)
                            || rebuild.dropped().contains(name))
                    .forEach(name -> wrong.add(rebuild.database() + ": " + name));
        }
        return wrong.isEmpty()
                ? result
                : StepResult.failed(
                        StepErrors.REINDEX_NOT_RUN,
                        "not valid behind their rebuild: " + String.join(", ", wrong),
                        "belay logs " + context.run().runId() + " "
                                + context.request().stepId(),
                        Map.of());
    }

    /** Decided once for all attempts: what is rebuilt already would look unaffected to the next one. */
    private static List<Rebuild> rebuilds(StepContext context, Candidates candidates, RunningServer server) {
        Optional<List<Rebuild>> known = kept(context);
        if (known.isPresent()) {
            return known.get();
        }
        List<Rebuild> rebuilds = decided(context, candidates, server);
        context.memory().write(name(context), rebuilds);
        return rebuilds;
    }

    private static List<Rebuild> decided(StepContext context, Candidates candidates, RunningServer server) {
        JsonNode what = context.with().path("what");
        List<String> databases = server.databases();
        if (what.isArray()) {
            return databases.stream()
                    .map(database -> RebuildPlanning.named(database, server, names(what)))
                    .toList();
        }
        return switch (what.asText("affected")) {
            case "all" ->
                databases.stream()
                        .map(database -> RebuildPlanning.all(database, server))
                        .toList();
            case "invalid" ->
                databases.stream()
                        .map(database -> RebuildPlanning.invalid(database, server))
                        .toList();
            default -> affected(context, candidates, server, databases);
        };
    }

    /** Old is asked too, on a copy that is thrown away: what its libraries say is known nowhere else. */
    private static List<Rebuild> affected(
            StepContext context, Candidates candidates, RunningServer server, List<String> databases) {
        CandidateRecord record = candidates.record();
        context.attempt().show("comparing how old and new order texts");
        try (ThrowAway old = ThrowAway.open(
                context,
                OLD,
                RunServer.OLD,
                new Waypoints(context).twin(),
                candidates.old(record),
                List.of(candidates.candidate(record).root()))) {
            List<Rebuild> rebuilds = new ArrayList<>();
            for (String database : databases) {
                context.attempt().check();
                rebuilds.add(RebuildPlanning.affected(database, old.server(), server));
            }
            return List.copyOf(rebuilds);
        }
    }

    private static List<String> missing(StepContext context, List<Rebuild> rebuilds) {
        Set<String> missing = new TreeSet<>(names(context.with().path("what")));
        rebuilds.forEach(rebuild -> missing.removeAll(rebuild.indexes()));
        return List.copyOf(missing);
    }

    private static Set<String> names(JsonNode what) {
        List<String> names = new ArrayList<>();
        if (what.isArray()) {
            what.forEach(name -> names.add(name.asText()));
        }
        return names.stream().collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<List<Rebuild>> kept(StepContext context) {
        return context.memory().read(name(context), Rebuild[].class).map(List::of);
    }

    private static String name(StepContext context) {
        return context.request().stepId() + "/" + context.request().epoch() + "/rebuilds";
    }
}
