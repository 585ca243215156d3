package io.belay.lab;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * What a cluster of the lab holds. The scripts are resources beside this class: {@code FOLDER/roles.sql}, then one for each
 * database. Immutable.
 */
public enum Profile {
    /** What can be upgraded in every way: keys everywhere, partitions, extensions, roles, several databases. */
    ORDERS("orders", "app reporting monitoring tenant_north", "orders inventory pgbench", ""),

    /** What only an offline upgrade carries whole: large objects, unlogged tables, tables without key. */
    ORDERS_LEGACY("orders-legacy", "legacy legacy_batch", "legacy", ""),

    /** Three databases alike, of 2,000 small relations each for every step of scale. */
    WIDE("wide", "wide", "wide_north wide_east wide_west", "relations"),

    /**
     * Two databases alike for an online promotion and its way back: whatever logical replication carries, and 20 sequences in each
     * for every step of scale.
     */
    ONLINE("online", "app", "app1 app2", "shop");

    /** The database that pgbench fills itself. */
    private static final String PGBENCH = "pgbench";

    private final String folder;
    private final String roles;
    private final String databases;
    /** The one script of all databases; empty where each has its own, by its name. */
    private final String common;

    Profile(String folder, String roles, String databases, String common) {
        this.folder = folder;
        this.roles = roles;
        this.databases = databases;
        this.common = common;
    }

    /** Roles that may log in. */
    public List<String> roles() {
        return List.of(roles.split(" ", -1));
    }

    public List<String> databases() {
        return List.of(databases.split(" ", -1));
    }

    /**
     * Fills a new cluster.
     *
     * @param scale at least 1
     */
    void load(LabCluster cluster, int scale) throws SQLException {
        Map<String, String> variables = Map.of("scale", Integer.toString(scale));
        cluster.runScript("postgres", folder + "/roles.sql", variables);
        for (String role : roles()) {
            cluster.givePassword(role);
        }
        for (String database : databases()) {
            if (database.equals(PGBENCH)) {
                cluster.initializePgbench(database, scale);
            } else {
                cluster.runScript(database, folder + "/" + script(database), variables);
            }
        }
    }

    private String script(String database) {
        return (common.isEmpty() ? database : common) + ".sql";
    }
}
