package io.belay.workers.hold;

import io.belay.workers.command.ExtensionUpdates;
import io.belay.workers.command.ExtensionUpdates.Extension;
import io.belay.workers.hold.HoldOrder.Extensions;
import io.belay.workers.postgres.Databases;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.List;

/** Extensions of new, brought up to date as the plan has it, databases side by side. Stateless. */
final class NewExtensions {

    private NewExtensions() {}

    /** @return the databases of new, with its templates */
    static List<String> update(RunningServer server, Extensions wanted) {
        List<String> databases = Databases.withTemplates(server);
        List<Runnable> updates = new ArrayList<>();
        databases.forEach(database -> updates.add(() -> update(server, database, wanted)));
        Together.run(updates);
        return databases;
    }

    private static void update(RunningServer server, String database, Extensions wanted) {
        try (Session session = server.open(database)) {
            List<Extension> extensions = session.query(ExtensionUpdates.QUERY).stream()
                    .map(row -> new Extension(row.text("name"), row.text("installed"), row.optional("offered")))
                    .filter(extension -> wanted.wants(extension.name()))
                    .toList();
            ExtensionUpdates.statements(extensions).forEach(session::execute);
        }
    }
}
