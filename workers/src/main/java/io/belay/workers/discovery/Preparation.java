package io.belay.workers.discovery;

import io.belay.workers.backup.BackupMode;
import io.belay.workers.discovery.LiveFacts.BelayRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person has to do on live before Belay's role can do its work there. Belay itself changes nothing. Stateless. */
public final class Preparation {

    /** The first major whose servers Belay upgrades. */
    private static final int OLDEST = 10;

    private Preparation() {}

    /** Statements for a superuser, in the database {@code postgres}; none when all is there. */
    public static List<String> statements(FoundCluster cluster) {
        List<String> statements = new ArrayList<>();
        Optional<BelayRole> role = cluster.live().flatMap(LiveFacts::belay);
        if (role.isEmpty()) {
            statements.add("CREATE ROLE belay LOGIN;");
        }
        if (!role.map(BelayRole::mayWatch).orElse(false)) {
            statements.add("GRANT pg_monitor, pg_signal_backend TO belay;");
        }
        boolean copies = !cluster.ground().driver().equals("btrfs");
        if (copies && !role.map(BelayRole::mayBackUp).orElse(false) && cluster.major() >= OLDEST) {
            statements.add(BackupMode.grant(cluster.major(), Doors.BELAY) + ";");
        }
        return statements;
    }

    /**
     * Lines that let the role in by the account of the worker, without a password; none when it gets in already.
     *
     * @param account that runs the command; a worker runs as root or as the owner
     */
    public static List<String> access(FoundCluster cluster, String account) {
        boolean comesIn =
                cluster.live().flatMap(LiveFacts::belay).map(BelayRole::comesIn).orElse(false);
        if (comesIn) {
            return List.of();
        }
        boolean mayWork = account.equals("root") || account.equals(cluster.owner());
        return List.of(
                "pg_hba.conf, above the others:  local all belay peer map=belay",
                "pg_ident.conf:                  belay " + (mayWork ? account : "root") + " belay",
                "then, in SQL:                   SELECT pg_reload_conf();");
    }
}
