package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.preflight.ReplicationNeeds.Need;
import io.belay.workers.preflight.ReplicationNeeds.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Settings without which changes do not flow, those first that take a restart: they are what has to be planned days ahead. A copy has
 * settings of its own, so in a rehearsal live's files are read instead.
 */
final class ReplicationSettings implements FindingFamily {

    /** A worker that lost its connection comes back after this long; the default of five seconds is felt in a hold. */
    static final long RETRY_MILLISECONDS = 500;

    static final String RETRY = "wal_retrieve_retry_interval";

    private static final String RELOAD = "\nSELECT pg_reload_conf();";

    @Override
    public String title() {
        return "settings of replication";
    }

    @Override
    public List<ListedStatement> statements() {
        return List.of(PromotionStatement.SETTINGS.inFirst(), PromotionStatement.IN_USE.inFirst());
    }

    @Override
    public List<Finding> examine(PreflightContext context) {
        PromotionFacts facts = context.promotion();
        List<Row> settings = context.inFirst(PromotionStatement.SETTINGS);
        List<Row> used = context.inFirst(PromotionStatement.IN_USE);
        if (used.isEmpty()) {
            return List.of();
        }
        ReplicationValues live =
                facts.onLive() ? ReplicationValues.ofServer(settings) : ReplicationValues.written(facts.written());
        return judge(facts, live, use(context, used.get(0)), context.plannedTarget());
    }

    /** Templates that users may enter carry nobody's rows. */
    private static Use use(PreflightContext context, Row row) {
        int databases = (int) context.databases().stream()
                .filter(database -> !database.equals("template1"))
                .count();
        return new Use(
                databases,
                row.number("slots"),
                row.number("senders"),
                row.number("subscriptions"),
                row.number("workers"));
    }

    static List<Finding> judge(PromotionFacts facts, ReplicationValues live, Use use, int target) {
        Promotion promotion = facts.kind();
        List<Finding> found = new ArrayList<>();
        Set<String> ofLive = new HashSet<>();
        for (Need need : ReplicationNeeds.ofLive(promotion, use)) {
            if (!fulfils(live, need)) {
                ofLive.add(need.setting());
                found.add(onLive(live, need, facts.onLive()));
            }
        }
        ReplicationValues ofNew = live.with(facts.ofNew());
        for (Need need : ReplicationNeeds.ofNew(promotion, use, target)) {
            // What is set on live is carried over to new, unless the plan says otherwise.
            boolean follows = ofLive.contains(need.setting()) && !facts.ofNew().containsKey(need.setting());
            if (!follows && !fulfils(ofNew, need)) {
                found.add(inPlan(ofNew, need));
            }
        }
        found.addAll(byReload(live));
        return found;
    }

    /** Only what takes a restart of a live that is asked itself. */
    static List<Finding> ofLive(Promotion promotion, ReplicationValues live, Use use) {
        return ReplicationNeeds.ofLive(promotion, use).stream()
                .filter(need -> !fulfils(live, need))
                .map(need -> onLive(live, need, true))
                .toList();
    }

    static boolean fulfils(ReplicationValues values, Need need) {
        return need.least().matches("\\d+")
                ? values.number(need.setting()) >= Long.parseLong(need.least())
                : values.word(need.setting()).equalsIgnoreCase(need.least());
    }

    static boolean comesBackLate(ReplicationValues values) {
        return values.number(RETRY) > RETRY_MILLISECONDS;
    }

    private static Finding onLive(ReplicationValues live, Need need, boolean onLive) {
        String setting = need.setting();
        boolean waiting = live.waiting().contains(setting);
        Finding finding = Finding.blocker(
                PreflightErrors.SETTING_NEEDS_RESTART,
                setting,
                "`" + setting + "` of live is " + live.word(setting) + ", and " + need.least()
                        + " is needed (" + need.why() + "); a change takes a restart of live"
                        + (waiting ? ": one is set already and waits for it" : ""));
        return finding.withEvidence(
                        onLive ? List.of() : List.of("as live's files say; what is in use was seen on a copy"))
                .withRemedy(
                        "ALTER SYSTEM SET " + setting + " = " + need.least()
                                + ";\n-- then restart live once for all of these",
                        "ALTER SYSTEM SET " + setting + " = " + live.word(setting) + ";");
    }

    private static Finding inPlan(ReplicationValues ofNew, Need need) {
        return Finding.blocker(
                        PreflightErrors.SETTING_OF_NEW,
                        "target.settings: " + need.setting(),
                        "`" + need.setting() + "` of new would be " + ofNew.word(need.setting()) + ", and "
                                + need.least() + " is needed (" + need.why()
                                + "); new starts with it, so live needs no restart")
                .withRemedy("target: {settings: {" + need.setting() + ": " + need.least() + "}}", "");
    }

    private static List<Finding> byReload(ReplicationValues live) {
        List<Finding> found = new ArrayList<>();
        if (comesBackLate(live)) {
            found.add(reload(
                    live,
                    RETRY,
                    RETRY_MILLISECONDS + "ms",
                    "ms",
                    "who follows comes back that late after a lost connection"));
        }
        if (live.number("max_slot_wal_keep_size") >= 0) {
            found.add(reload(
                    live,
                    "max_slot_wal_keep_size",
                    "-1",
                    "MB",
                    "a slot that falls behind by more is lost, and what follows has to begin anew"));
        }
        if (live.number("idle_replication_slot_timeout") > 0) {
            found.add(reload(live, "idle_replication_slot_timeout", "0", "ms", "a slot that waits for longer is lost"));
        }
        return found;
    }

    private static Finding reload(ReplicationValues live, String setting, String to, String unit, String why) {
        String from = live.word(setting) + unit;
        return Finding.warning(
                        PreflightErrors.SETTING_BY_RELOAD,
                        setting,
                        "`" + setting + "` of live is " + from + ": " + why + "; a reload is enough")
                .withRemedy(
                        "ALTER SYSTEM SET " + setting + " = '" + to + "';" + RELOAD,
                        "ALTER SYSTEM SET " + setting + " = '" + from + "';" + RELOAD);
    }
}
