package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.engine.activity.StepResult.Outcome;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.command.ClientCommands;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.process.Launcher.Ended;
import io.belay.workers.step.CandidateScript.Psql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file of SQL on the candidate, never on live, by {@code psql}: detached, one launch for each database, so that a worker that dies
 * runs nothing twice. The file's text comes with the plan and its hash; it runs as the cluster's superuser, so the host's file has
 * to allow it. Taken back by the candidate's waypoint.
 */
final class SqlStep implements HostStep {

    private static final String DATABASES = "databases";

    @Override
    public String kind() {
        return "sql";
    }

    @Override
    public StepResult probe(StepContext context) {
        ClusterOnHost cluster = context.cluster();
        if (!cluster.allowed().contains(Permission.SQL.word())) {
            return StepResult.failed(
                    StepErrors.SQL_NOT_ALLOWED,
                    "this host does not allow plans to bring SQL for `" + cluster.name() + "`; nothing was done",
                    "the administrator writes `sql` to `allow` of the cluster: it runs as superuser on candidates",
                    Map.of());
        }
        StepResult text = text(context);
        if (text.outcome() != Outcome.SUCCEEDED) {
            return text;
        }
        StepResult behind = BehindUpgrade.required(context, StepErrors.SQL_NOT_ALLOWED);
        return behind.outcome() == Outcome.SUCCEEDED ? psql(context) : behind;
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
        StepResult allowed = probe(context);
        if (allowed.outcome() != Outcome.SUCCEEDED) {
            return allowed;
        }
        Candidates candidates = new Candidates(context);
        SafeClone clone = CandidateDoor.clone(candidates);
        RunningServer server =
                candidates.servers().start(clone, Candidates.START).server();
        List<String> there = databases(context, server);
        List<String> missing =
                wanted(context).stream().filter(name -> !there.contains(name)).toList();
        if (!missing.isEmpty()) {
            return StepResult.failed(
                    StepErrors.SQL_REFUSED,
                    "the candidate has no database " + String.join(", ", missing) + "; no statement was run",
                    "correct `databases` of the step",
                    Map.of());
        }
        List<String> databases = wanted(context).isEmpty() ? there : wanted(context);
        JsonNode file = context.with().path("file");
        StepEvidence.write(context, "script.sql", file.path("text").asText());
        CandidateScript script = CandidateScript.put(
                context,
                context.request().stepId(),
                file.path("text").asText(),
                !context.with().path("transaction").asText().equals("per_statement"));
        return inEach(context, script, new Psql(target(context).orElseThrow(), clone), databases);
    }

    private static StepResult inEach(StepContext context, CandidateScript script, Psql psql, List<String> databases) {
        Duration left = StepTimes.timeout(context);
        boolean adopted = false;
        for (int i = 0; i < databases.size(); i++) {
            String database = databases.get(i);
            String program = Programs.SCRIPT + (i + 1);
            Duration limit = left;
            context.attempt().show("running " + script.file().getFileName() + " in " + database);
            Optional<Ended> ended = Launches.followInCandidate(
                    context, program, Optional.of(limit), () -> script.command(psql, database, limit, ""));
            if (ended.isEmpty()) {
                return RoomReserve.ended(context).orElseGet(() -> tooLong(context, database));
            }
            StepEvidence.write(context, program + ".log", ended.get().result().output());
            if (!ended.get().result().succeeded()) {
                ScriptFault fault = ScriptFault.of(ended.get().result());
                return RoomReserve.ended(context).orElseGet(() -> failed(context, database, fault));
            }
            adopted |= ended.get().adopted();
            left = left.minus(ended.get().result().took());
            if (left.isNegative() || left.isZero()) {
                return tooLong(context, database);
            }
        }
        Map<String, String> facts = new TreeMap<>();
        facts.put("databases", String.valueOf(databases.size()));
        facts.put(
                "seconds", String.valueOf(StepTimes.timeout(context).minus(left).toSeconds()));
        facts.put(
                "milliseconds",
                String.valueOf(StepTimes.timeout(context).minus(left).toMillis()));
        facts.put("adopted", String.valueOf(adopted));
        return HoldEstimate.warned(
                context,
                StepResult.succeeded(
                        "`" + context.with().path("file").path("path").asText() + "` ran in " + databases.size()
                                + " databases",
                        facts));
    }

    private static StepResult failed(StepContext context, String database, ScriptFault fault) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("database", database);
        facts.put("sqlstate", fault.state());
        facts.put("line", String.valueOf(fault.line()));
        String path = context.with().path("file").path("path").asText();
        String remedy = "correct `" + path + "`, or what it meets in `" + database + "`: belay logs "
                + context.run().runId() + " " + context.request().stepId();
        return StepResult.failed(
                        fault.code(),
                        "`" + path + "` was not run to its end in `" + database + "`: " + fault.words()
                                + ". The candidate goes back to its last waypoint, live is untouched",
                        remedy,
                        facts)
                .withFindings(List.of(
                        new FindingReport(fault.code().text(), "blocker", database, fault.words(), remedy, "")));
    }

    private static StepResult tooLong(StepContext context, String database) {
        return StepResult.failed(
                StepErrors.SQL_TOO_LONG,
                "`" + context.with().path("file").path("path").asText() + "` was still at work in `" + database
                        + "` behind the step's `timeout` and was ended. The candidate goes back to its last waypoint",
                "plan a longer `timeout`, or make the statements quicker",
                Map.of("database", database));
    }

    /** What is inspected is its programs; the waypoint takes back whatever they did. */
    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.of(context);
    }

    /** The same for every attempt: the number of a launch must go on meaning one database. */
    private static List<String> databases(StepContext context, RunningServer server) {
        String name = context.request().stepId() + "/" + context.request().epoch() + "/" + DATABASES;
        Optional<String[]> known = context.memory().read(name, String[].class);
        if (known.isPresent()) {
            return List.of(known.get());
        }
        List<String> databases = server.databases();
        context.memory().write(name, databases);
        return databases;
    }

    /** Empty for all. */
    private static List<String> wanted(StepContext context) {
        List<String> wanted = new ArrayList<>();
        JsonNode databases = context.with().path(DATABASES);
        if (databases.isArray()) {
            databases.forEach(name -> wanted.add(name.asText()));
        }
        return wanted;
    }

    /** I3: what arrived is what was reviewed. */
    private static StepResult text(StepContext context) {
        JsonNode file = context.with().path("file");
        return CanonicalForm.hash(file.path("text").asText())
                        .equals(file.path("sha256").asText())
                ? StepResult.succeeded("the text is the one that was hashed", Map.of())
                : StepResult.failed(
                        StepErrors.SQL_NOT_ALLOWED,
                        "the text of `" + file.path("path").asText() + "` is not the one whose hash the plan has;"
                                + " nothing was done",
                        "save the plan anew",
                        Map.of());
    }

    private static StepResult psql(StepContext context) {
        StepResult programs = Fitness.programs(context, context.request().targetVersion(), "psql");
        if (programs.outcome() != Outcome.SUCCEEDED) {
            return programs;
        }
        Installation target = target(context).orElseThrow();
        return ClientCommands.knowsRestrictKey(target)
                ? programs
                : StepResult.failed(
                        StepErrors.SQL_NOT_ALLOWED,
                        "`psql` " + target.version() + " cannot keep a file from starting programs; nothing was done",
                        "install the newest minor of PostgreSQL " + target.major() + " on this host",
                        Map.of());
    }

    private static Optional<Installation> target(StepContext context) {
        return context.cluster().installation(context.request().targetVersion());
    }
}
