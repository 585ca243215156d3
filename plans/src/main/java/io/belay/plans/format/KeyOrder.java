package io.belay.plans.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order the fields of a block stand, as the manual's examples have them. A block that is not listed is a map of the
 * author's own names and stays as it is; so does a field that is not listed, behind those that are. Stateless.
 */
final class KeyOrder {

    /** Stands for any name: the kind of a step, the name of an input. */
    static final String ANY = "*";

    private static final Map<String, List<String>> ORDERS = parse("""
            plan: apiVersion kind metadata inputs live target storage snapshots rehearse standbys clients budget limits \
                  on_failure notifications accept steps
            plan.metadata: name owner change description
            plan.inputs.*: type default allowed description
            plan.live: cluster version system_identifier service data_directory wal_directory tablespaces
            plan.target: version host data_directory port settings checksums
            plan.storage: driver consistency from maximum_lag
            plan.snapshots: every keep minimum_free stop_below zone
            plan.snapshots.keep: newest hourly daily weekly monthly yearly
            plan.rehearse: quick full
            plan.clients: poolers direct observed
            plan.budget: hold wal_on_live catch_up rehearsal_age margin
            plan.limits: cpu memory io
            plan.on_failure: roll_back_to then
            plan.notifications: to on
            plan.accept: code object reason owner until
            list: apiVersion kind metadata inputs steps
            list.metadata: name owner change description
            list.inputs.*: type default allowed description
            step: id * when timeout retry on_failure needs note
            step.retry: launches wait
            step.on_failure: roll_back_to then
            step.preflight: blockers_only
            step.snapshot: name pin checkpoint
            step.clone: of
            step.pg_upgrade: mode jobs
            step.extensions: update except versions
            step.reindex: what jobs
            step.analyze: stages jobs before_open
            step.verify: schema content rows sequences indexes plans sql
            step.verify.content: proof sample
            step.verify.plans: from top slower_than
            step.verify.sql: file databases expect quick
            step.sql: file databases changes transaction
            step.exec: program arguments host effects undo
            step.exec.undo: program arguments
            step.warm_up: from up_to
            step.approve: by count expires self asks
            step.window: cron at length zone reserve
            step.notify: to message
            step.promote: mode way_back verify end_transactions_after
            step.standby: members method ready
            step.standby.ready: lag
            step.retire: after keep_snapshot confirm
            step.parallel: limit steps
            step.include: file sha256 with
            fleet: apiVersion kind metadata plan inputs waves exceptions failure_budget notifications
            fleet.metadata: name owner change description
            fleet.plan: file sha256
            fleet.waves: name approve inputs clusters at_once soak
            fleet.waves.approve: by count expires self asks
            fleet.failure_budget: wave fleet
            fleet.notifications: to on
            host: apiVersion kind metadata temporal state postgres clusters replicas storage folders programs poolers \
                  channels users limits policy
            host.metadata: name
            host.temporal: address namespace tls
            host.temporal.tls: ca certificate key
            host.state: directory evidence keep_evidence
            host.postgres: version bin
            host.clusters: name owner data_directory wal_directory tablespaces connect service poolers standbys targets allow
            host.clusters.connect: socket address port user password
            host.clusters.service.command: start stop status
            host.clusters.targets.*: data_directory wal_directory tablespaces port service
            host.clusters.targets.*.service.command: start stop status
            host.replicas: name of owner data_directory port targets
            host.replicas.targets.*: data_directory wal_directory tablespaces port service
            host.storage: path dataset group driver work
            host.programs: name path sha256 effects run_as arguments environment
            host.poolers: name pgbouncer haproxy exec
            host.poolers.pgbouncer: admin config
            host.poolers.pgbouncer.admin: socket address port user password
            host.poolers.exec: pause repoint resume check
            host.channels: name webhook mail command
            host.channels.webhook: url
            host.channels.mail: to
            host.channels.command: program
            host.users: run_as groups may keys
            host.users.may: rehearse apply approve retire
            host.limits: cpu memory io rehearsals heavy
            """);

    private KeyOrder() {}

    private static Map<String, List<String>> parse(String table) {
        Map<String, List<String>> orders = new LinkedHashMap<>();
        table.lines().forEach(line -> {
            int colon = line.indexOf(':');
            orders.put(
                    line.substring(0, colon),
                    List.of(line.substring(colon + 1).strip().split(" +")));
        });
        return orders;
    }

    /** Where a file of a kind begins; one of an unknown kind is laid out like a plan. */
    static String root(String kind) {
        return switch (kind) {
            case "StepList" -> "list";
            case "FleetPlan" -> "fleet";
            case "HostConfiguration" -> "host";
            default -> "plan";
        };
    }

    /** The path of a field's value; {@code steps} begin anew wherever they stand. */
    static String below(String path, String field) {
        if (field.equals("steps")) {
            return "step";
        }
        String named = path + "." + field;
        String any = path + "." + ANY;
        boolean free = ORDERS.keySet().stream().anyMatch(known -> known.equals(any) || known.startsWith(any + "."));
        return free ? any : named;
    }

    /** Whether this block's fields have an order. */
    static boolean knows(String path) {
        return ORDERS.containsKey(path);
    }

    /** From 0; a field that is not listed comes where {@code *} stands, else last. */
    static int rank(String path, String field) {
        List<String> order = ORDERS.getOrDefault(path, List.of());
        int rank = order.indexOf(field);
        int any = order.indexOf(ANY);
        return rank >= 0 ? rank : any >= 0 ? any : order.size();
    }

    static int size(String path) {
        return ORDERS.getOrDefault(path, List.of()).size();
    }

    /** Whether a field of a step is its kind, and none of those that every step may have. */
    static boolean isKind(String field) {
        return !ORDERS.getOrDefault("step", List.of()).contains(field);
    }
}
