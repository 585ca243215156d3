package io.belay.workers.discovery;

import io.belay.workers.discovery.LiveFacts.BelayRole;
import io.belay.workers.postgres.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Every statement that {@code belay init} sends to live, each read-only; docs/manual/init.md lists them. Stateless. */
final class LiveQuestions {

    static final String SETTINGS = "SELECT name, setting FROM pg_catalog.pg_settings WHERE name IN ('archive_command',"
            + " 'archive_mode', 'cluster_name', 'data_directory', 'port', 'server_version', 'server_version_num',"
            + " 'shared_preload_libraries', 'synchronous_standby_names', 'unix_socket_directories', 'wal_level')";

    static final String SELF = "SELECT pg_catalog.pg_backend_pid() AS pid, pg_catalog.pg_is_in_recovery() AS standby";

    static final String DATABASES =
            "SELECT datname AS name, CASE WHEN pg_catalog.has_database_privilege(oid, 'CONNECT')"
                    + " THEN pg_catalog.pg_database_size(oid) ELSE 0 END AS bytes, datallowconn AND NOT datistemplate AND"
                    + " pg_catalog.has_database_privilege(oid, 'CONNECT') AS open FROM pg_catalog.pg_database ORDER BY datname";

    static final String TABLESPACES = "SELECT spcname AS name, pg_catalog.pg_tablespace_location(oid) AS folder FROM"
            + " pg_catalog.pg_tablespace WHERE pg_catalog.pg_tablespace_location(oid) <> '' ORDER BY spcname";

    static final String STANDBYS =
            "SELECT coalesce(application_name, '') AS name, coalesce(client_addr::text, '') AS address"
                    + " FROM pg_catalog.pg_stat_replication ORDER BY 1, 2";

    static final String SLOTS =
            "SELECT slot_name AS name FROM pg_catalog.pg_replication_slots WHERE NOT temporary ORDER BY slot_name";

    static final String ROLE = "SELECT coalesce((SELECT pg_catalog.pg_has_role(r.oid, m.oid, 'USAGE') FROM"
            + " pg_catalog.pg_roles m WHERE m.rolname = 'pg_monitor'), false) AS watches, coalesce((SELECT"
            + " pg_catalog.bool_and(pg_catalog.has_function_privilege(r.oid, p.oid, 'EXECUTE')) FROM pg_catalog.pg_proc p"
            + " WHERE p.proname IN ('pg_start_backup', 'pg_stop_backup', 'pg_backup_start', 'pg_backup_stop') AND"
            + " (p.pronargs <> 0)), false) AS backs FROM pg_catalog.pg_roles r WHERE r.rolname = 'belay'";

    static final String EXTENSIONS =
            "SELECT extname AS name FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' ORDER BY extname";

    static final String KEYLESS =
            "SELECT count(*) AS tables FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON"
                    + " n.oid = c.relnamespace WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname NOT IN"
                    + " ('pg_catalog', 'information_schema') AND c.relreplident = 'd' AND NOT EXISTS (SELECT FROM"
                    + " pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)";

    private LiveQuestions() {}

    /** The server's own number for the session, and whether it is a standby. */
    static Row self(Entrance entrance) {
        return entrance.ask("postgres", SELF).get(0);
    }

    static Map<String, String> settings(Entrance entrance) {
        Map<String, String> settings = new LinkedHashMap<>();
        entrance.ask("postgres", SETTINGS).forEach(row -> settings.put(row.text("name"), row.text("setting")));
        return settings;
    }

    /** @param comesIn whether the role {@code belay} gets in from this account */
    static LiveFacts all(Entrance entrance, boolean comesIn) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        TreeSet<String> extensions = new TreeSet<>();
        long keyless = 0;
        for (Row database : entrance.ask("postgres", DATABASES)) {
            String name = database.text("name");
            sizes.put(name, database.number("bytes"));
            if (database.isTrue("open")) {
                entrance.ask(name, EXTENSIONS).forEach(row -> extensions.add(row.text("name")));
                keyless += entrance.ask(name, KEYLESS).get(0).number("tables");
            }
        }
        Map<String, Path> tablespaces = new LinkedHashMap<>();
        entrance.ask("postgres", TABLESPACES)
                .forEach(row -> tablespaces.put(row.text("name"), Path.of(row.text("folder"))));
        return new LiveFacts(
                entrance.inWords(),
                settings(entrance),
                sizes,
                tablespaces,
                List.copyOf(extensions),
                keyless,
                standbys(entrance),
                entrance.ask("postgres", SLOTS).stream()
                        .map(row -> row.text("name"))
                        .toList(),
                self(entrance).isTrue("standby"),
                role(entrance, comesIn));
    }

    private static List<String> standbys(Entrance entrance) {
        List<String> standbys = new ArrayList<>();
        for (Row row : entrance.ask("postgres", STANDBYS)) {
            String address = row.text("address");
            standbys.add(address.isEmpty() ? row.text("name") : row.text("name") + " at " + address);
        }
        return standbys;
    }

    private static Optional<BelayRole> role(Entrance entrance, boolean comesIn) {
        return entrance.ask("postgres", ROLE).stream()
                .findFirst()
                .map(row -> new BelayRole(row.isTrue("watches"), row.isTrue("backs"), comesIn));
    }
}
