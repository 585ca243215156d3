package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.postgres.Installation;
import io.belay.workers.process.CommandResult;
import io.belay.workers.step.CandidateScript.Psql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SQL that changed the candidate, run on the throw-away copy of old as well: what a verification then finds different is not
 * what the plan's author wanted changed. Stateless.
 */
final class ScriptsOnOld {

    private ScriptsOnOld() {}

    /** @return why nothing can be compared; empty when old is as the plan's SQL leaves it */
    static Optional<StepResult> run(StepContext context, ThrowAway old, Duration limit) {
        Candidates candidates = new Candidates(context);
        CandidateRecord record = candidates.record();
        Path root = candidates.candidate(record).root();
        for (ResolvedStep step : before(context)) {
            Path file = CandidateScript.file(root, record, step.id());
            if (!Files.exists(file)) {
                continue;
            }
            boolean single = !step.with().path("transaction").asText().equals("per_statement");
            CandidateScript script = new CandidateScript(file, single);
            for (String database : databases(step, old)) {
                context.attempt().show("running the SQL of " + step.id() + " on old's copy too, in " + database);
                context.attempt().check();
                CommandResult result = context.commands()
                        .run(
                                script.command(new Psql(target(context), old.copy()), database, limit, ""),
                                context.transcripts(),
                                "sql-on-old");
                if (!result.succeeded()) {
                    return Optional.of(refused(step, database, ScriptFault.of(result)));
                }
            }
        }
        return Optional.empty();
    }

    private static List<ResolvedStep> before(StepContext context) {
        return context.plan().steps().stream()
                .takeWhile(step -> !step.id().equals(context.request().stepId()))
                .filter(step -> step.kind().equals("sql"))
                .toList();
    }

    private static List<String> databases(ResolvedStep step, ThrowAway old) {
        List<String> named = new ArrayList<>();
        if (step.with().path("databases").isArray()) {
            step.with().path("databases").forEach(name -> named.add(name.asText()));
        }
        return named.isEmpty() ? old.server().databases() : named;
    }

    private static Installation target(StepContext context) {
        return context.cluster()
                .installation(context.request().targetVersion())
                .orElseThrow(() -> new CandidateMissing("the programs of the target are gone"));
    }

    private static StepResult refused(ResolvedStep step, String database, ScriptFault fault) {
        return StepResult.failed(
                StepErrors.SQL_NOT_ON_OLD,
                "the SQL of `" + step.id() + "` does not run under the old version, in `" + database + "`: "
                        + fault.words() + ". Old and new cannot be compared then; live is untouched",
                "write it so that both versions understand it, or let it run behind the promotion, by hand",
                Map.of("database", database, "sqlstate", fault.state()));
    }
}
