package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What starts jobs by itself. A background worker asks no access rules, starts again after it was ended, and would write behind the
 * fence; a scheduler of the outside comes back until it is let in. Each has a switch of its own.
 */
final class JobSchedulers implements FindingFamily {

    private static final Map<String, Switch> SWITCHES = Map.of(
            "pg_cron",
            new Switch(
                    "ALTER SYSTEM SET cron.launch_active_jobs = off;\nSELECT pg_reload_conf();",
                    "ALTER SYSTEM RESET cron.launch_active_jobs;\nSELECT pg_reload_conf();"),
            "timescaledb",
            new Switch(
                    "SELECT _timescaledb_functions.stop_background_workers();",
                    "SELECT _timescaledb_functions.start_background_workers();"),
            "pgagent",
            new Switch("systemctl stop pgagent", "systemctl start pgagent"),
            "timetable",
            new Switch("systemctl stop pg_timetable", "systemctl start pg_timetable"));

    /** What stops it, and what starts it again. */
    private record Switch(String off, String on) {}

    @Override
    public String title() {
        return "job schedulers";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.SCHEDULERS_AT_WORK.inFirst(), PromotionStatement.SCHEDULERS.inEach());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        List<Finding> found = new ArrayList<>();
        context.inFirst(PromotionStatement.SCHEDULERS_AT_WORK).stream()
                .map(JobSchedulers::atWork)
                .forEach(found::add);
        found.addAll(context.inEach(
                PromotionStatement.SCHEDULERS,
                (database, rows) -> rows.stream()
                        .map(row -> installed(database, row.text("name")))
                        .toList()));
        return found;
    }

    static Finding installed(String database, String name) {
        Finding finding = Finding.warning(
                PreflightErrors.JOB_SCHEDULER,
                database + ": " + name,
                "`" + name + "` starts jobs in `" + database
                        + "` by itself; switch it off for the hold, and behind it on again where new is to run them");
        Switch known = SWITCHES.get(name);
        return known == null ? finding : finding.withRemedy(known.off(), known.on());
    }

    private static Finding atWork(Row row) {
        return Finding.warning(
                PreflightErrors.JOB_SCHEDULER,
                "sessions: " + row.text("name").toLowerCase(Locale.ROOT),
                "a job scheduler is connected: `" + row.text("name") + "`, " + row.text("sessions")
                        + " sessions; stop it for the hold where it runs");
    }
}
