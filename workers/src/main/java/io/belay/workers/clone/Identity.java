package io.belay.workers.clone;

import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.util.ArrayList;
import java.util.List;

/** The server that answers is the one that was cloned: same system identifier, this data directory, the install user. */
final class Identity implements GateItem {

    private static final String WHO = "SELECT (SELECT system_identifier FROM pg_catalog.pg_control_system()) AS id,"
            + " pg_catalog.current_setting('data_directory') AS directory,"
            + " (SELECT rolname FROM pg_catalog.pg_roles WHERE oid = 10) AS install_user";

    @Override
    public int row() {
        return 22;
    }

    @Override
    public String what() {
        return "the server that answers runs on the clone's own data directory";
    }

    @Override
    public List<String> asked() {
        return List.of(WHO);
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        var row = session.query(WHO).get(0);
        List<String> wrong = new ArrayList<>();
        if (!row.text("id").equals(clone.control().systemIdentifier())) {
            wrong.add("its system identifier is " + row.text("id") + ", not "
                    + clone.control().systemIdentifier());
        }
        if (!row.text("directory").equals(clone.data().toString())) {
            wrong.add("its data directory is `" + row.text("directory") + "`");
        }
        if (!row.text("install_user").equals(clone.request().superuser())) {
            wrong.add("its install user is `" + row.text("install_user")
                    + "`, and pg_upgrade works as no other: name it as" + " the superuser in the host's configuration");
        }
        return wrong;
    }
}
