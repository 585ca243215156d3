package io.belay.bench.online;

import io.belay.lab.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Keeps everybody but the switch and the other side away from a server: no connections by the catalog, none by the access file,
 * those that are there ended, and the process list as proof. None of the four will do alone.
 */
final class Fence {

    /** A server's processes that are no client's, as their titles begin in 13 to 17. */
    private static final Pattern SERVER_S_OWN =
            Pattern.compile("postgres: (checkpointer|background writer|walwriter|stats collector|archiver|logger"
                    + "|autovacuum (launcher|worker)|logical replication|walsender|startup|slotsync).*");

    private static final String OTHERS =
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE backend_type = 'client backend'";

    private final WarmSessions sessions;

    Fence(WarmSessions sessions) {
        this.sessions = sessions;
    }

    void raise() throws SQLException, IOException {
        sessions.side().close();
        sessions.forEachDatabase("ALTER DATABASE %s CONNECTION LIMIT 0");
        sessions.control().execute("SELECT pg_reload_conf()");
    }

    /** Ends whoever is there or on the way in, until nobody is. */
    void prove(Deadline deadline) throws SQLException, IOException {
        while (!isAccessFileRead()) {
            deadline.require("the access file is read");
        }
        String own = sessions.pids().stream().map(String::valueOf).collect(Collectors.joining(","));
        while (sessions.control().number(OTHERS + " AND pid NOT IN (" + own + ")") > 0) {
            deadline.require("the sessions of others end");
        }
        List<ProcessHandle> strangers = strangers();
        while (!strangers.isEmpty()) {
            strangers.forEach(ProcessHandle::destroy);
            deadline.require("the last processes of others end");
            strangers = strangers();
        }
    }

    /** A new login is refused by the access file before anything is asked: the main process has the new one. */
    private boolean isAccessFileRead() {
        try (Sql entered =
                Sql.open(sessions.side().door(sessions.databases().get(0)).as("app", "any"))) {
            return false;
        } catch (SQLException refused) {
            return "28000".equals(refused.getSQLState());
        }
    }

    /** Not from the kernel's list of children, which may leave one out while another ends. */
    private List<ProcessHandle> strangers() throws IOException {
        List<Long> own = sessions.pids();
        return sessions.side()
                .postmaster()
                .children()
                .filter(child -> !own.contains(child.pid()) && !isServerSOwn(child))
                .toList();
    }

    private static boolean isServerSOwn(ProcessHandle child) {
        try {
            String title = Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
            // One that is ending has no title any more.
            return title.isEmpty()
                    || SERVER_S_OWN.matcher(title.replace('\0', ' ').strip()).matches();
        } catch (IOException gone) {
            return true;
        }
    }

    void lift() throws SQLException, IOException {
        sessions.side().open();
        sessions.forEachDatabase(
                "ALTER DATABASE %1$s CONNECTION LIMIT -1; ALTER DATABASE %1$s RESET default_transaction_read_only");
        sessions.control().execute("SELECT pg_reload_conf()");
    }
}
