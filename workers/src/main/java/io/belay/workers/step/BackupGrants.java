package io.belay.workers.step;

import io.belay.workers.backup.BackupMode;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Optional;

/**
 * The right by which Belay's own role may put a live of up to 14 into backup mode must not come into a newer version: 15 has these
 * functions no more, and the schema's restore would stop at it. It is taken away in the clone; live keeps it, and what is taken away
 * could not exist in new. Rights of other roles are the plan's affair: the upgrade refuses them and says which.
 */
public final class BackupGrants {

    private static final String HELD =
            "SELECT count(*) AS held FROM pg_catalog.pg_proc p, pg_catalog.aclexplode(p.proacl) a,"
                    + " pg_catalog.pg_roles r WHERE p.proname IN ('pg_start_backup', 'pg_stop_backup') AND r.oid = a.grantee"
                    + " AND r.rolname = ? AND a.grantee <> p.proowner";

    private static final String DATABASE = "postgres";

    /** In the run's folder: a promotion has to do the same in its own clone. */
    static final String TAKEN_AWAY = "taken-away-in-clone";

    private BackupGrants() {}

    /** What is sent to the clone when it is upgraded, in order; nothing between majors that have the same functions. */
    public static List<ListedStatement> statements(int oldMajor, int newMajor, String role) {
        return BackupMode.isRenamedBetween(oldMajor, newMajor)
                ? List.of(
                        ListedStatement.in(DATABASE, HELD),
                        ListedStatement.in(DATABASE, BackupMode.revoke(oldMajor, role))
                                .when("where the role has it"))
                : List.of();
    }

    /** @return the statement that was run in the clone, empty when there was nothing to take away */
    static Optional<String> takeAway(StepContext context, Server clone, int oldMajor) {
        if (!BackupMode.isRenamedBetween(oldMajor, context.request().targetVersion())) {
            return Optional.empty();
        }
        String role = context.cluster().live().user();
        try (Session session = clone.open(DATABASE)) {
            if (session.query(HELD, role).get(0).number("held") == 0) {
                return Optional.empty();
            }
            String statement = BackupMode.revoke(oldMajor, role);
            session.execute(statement);
            return Optional.of(statement);
        }
    }
}
