package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.engine.activity.StepResult;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.command.ExtensionUpdates;
import io.belay.workers.command.ExtensionUpdates.Extension;
import io.belay.workers.postgres.Databases;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Updates extensions in every database of the candidate by their own rules. An update that is done already changes nothing. */
final class ExtensionsStep implements HostStep {

    @Override
    public String kind() {
        return "extensions";
    }

    @Override
    public StepResult run(StepContext context) {
        Candidates candidates = new Candidates(context);
        RunningServer server = candidates
                .servers()
                .start(candidates.reopenNew(candidates.record()), Candidates.START)
                .server();
        List<String> databases = Databases.withTemplates(server);
        List<String> done = new ArrayList<>();
        for (String database : databases) {
            context.attempt().show("updating extensions in " + database);
            context.attempt().check();
            try (Session session = server.open(database)) {
                for (String statement : statements(context.with(), session)) {
                    session.execute(statement);
                    done.add(database + ": " + statement);
                }
            } catch (PostgresFailure refused) {
                if (SqlStates.isOfTheEnvironment(refused)) {
                    throw refused;
                }
                return StepResult.failed(
                        StepErrors.EXTENSION_REFUSED,
                        "an extension of `" + database + "` could not be updated: " + refused.getMessage(),
                        "leave it out with `extensions: {except: [...]}`, or correct it on live and rehearse a new snapshot",
                        Map.of("database", database));
            }
        }
        Map<String, String> facts = new TreeMap<>();
        facts.put("updated", String.valueOf(done.size()));
        if (!done.isEmpty()) {
            StepEvidence.write(context, "statements.sql", String.join(";\n", done) + ";\n");
        }
        return StepResult.succeeded(
                done.isEmpty() ? "all extensions are at their newest version" : done.size() + " extensions updated",
                facts);
    }

    /** Asks only a server that an interrupted attempt left running: whatever is pending then was not done. */
    @Override
    public StepResult inspect(StepContext context) {
        return Inspection.of(context, ExtensionsStep::found);
    }

    private static Found found(StepContext context) {
        Candidates candidates = new Candidates(context);
        SafeClone upgraded = candidates.reopenNew(candidates.record());
        if (!candidates.servers().isRunning(upgraded)) {
            return new Found.FailedDirty(Inspection.dirty(context));
        }
        RunningServer server =
                candidates.servers().start(upgraded, Candidates.START).server();
        for (String database : Databases.withTemplates(server)) {
            try (Session session = server.open(database)) {
                if (!statements(context.with(), session).isEmpty()) {
                    return new Found.FailedDirty(Inspection.dirty(context));
                }
            }
        }
        return new Found.Succeeded(StepResult.succeeded("all extensions are at their newest version", Map.of()));
    }

    private static List<String> statements(JsonNode with, Session session) {
        List<Extension> extensions = session.query(ExtensionUpdates.QUERY).stream()
                .map(row -> new Extension(row.text("name"), row.text("installed"), row.optional("offered")))
                .filter(extension -> isWanted(with, extension.name()))
                .toList();
        return ExtensionUpdates.statements(extensions);
    }

    private static boolean isWanted(JsonNode with, String name) {
        JsonNode update = with.path("update");
        boolean listed = !update.isArray() || contains(update, name);
        return listed && !contains(with.path("except"), name);
    }

    private static boolean contains(JsonNode list, String name) {
        for (JsonNode entry : list) {
            if (entry.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
