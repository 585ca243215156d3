package io.belay.plans.feature;

import java.util.List;
import java.util.stream.Stream;

/** What of the steps only some workers carry out. Immutable. */
final class StepFeatures {

    private static final String OUT = "leave the step out";
    private static final String FIELD = "delete the field";

    private static final List<Feature> KINDS = List.of(
            kind("preflight", "a worker that checks live"),
            kind("publish", "a worker that lets rows follow from live"),
            kind("snapshot", "a worker that takes snapshots"),
            kind("clone", "a worker that makes candidates"),
            kind("pg_upgrade", "a worker that runs `pg_upgrade`"),
            kind("extensions", "a worker that updates extensions"),
            kind("reindex", "a worker that rebuilds indexes"),
            kind("analyze", "a worker that collects statistics"),
            kind("verify", "a worker that compares old and new"),
            kind("sql", "a worker that runs SQL files on the candidate"),
            kind("exec", "a worker that runs the programs of the host's file"),
            new Feature(
                    "step.follow", "a worker that lets rows of live arrive at the candidate", "write `mode: offline`"),
            new Feature(
                    "step.rehearse_promote",
                    "a worker that promotes between two clones in rehearsals",
                    "write `mode: offline`"),
            kind("warm_up", "a worker that loads what live has in memory"),
            kind("window", "an engine that waits for windows"),
            kind("notify", "a worker that tells people by channels"),
            kind("promote", "a worker that makes the candidate live"),
            kind("standby", "a worker that builds standbys"),
            kind("retire", "a worker that removes old live"),
            kind("parallel", "an engine that runs steps side by side"));

    private static final List<Feature> OPTIONS = List.of(
            option("preflight.blockers_only=true", "a preflight that hides warnings", FIELD),
            option("snapshot.pin!=until_retired", "a worker that ends pins by time", "write `pin: until_retired`"),
            option("snapshot.checkpoint=fast", "a worker that asks live for a checkpoint", "write `checkpoint: none`"),
            option(
                    "snapshot.checkpoint=spread",
                    "a worker that asks live for a checkpoint",
                    "write `checkpoint: none`"),
            mode("clone"),
            mode("copy"),
            mode("copy_file_range"),
            mode("swap"),
            option("extensions.versions!={}", "a worker that updates extensions to stated versions", FIELD),
            option("analyze.stages=false", "a worker that analyzes in one pass", "write `stages: true`"),
            option(
                    "analyze.before_open=all",
                    "a promotion that analyzes everything before it opens",
                    "write `before_open: first_stage`"),
            option(
                    "analyze.before_open=none",
                    "a promotion that opens without statistics",
                    "write `before_open: first_stage`"),
            option(
                    "verify.rows=by_proof",
                    "a verification that knows which tables were proven",
                    "write `rows: exact` or `rows: none`"),
            option(
                    "verify.content.proof=read_all",
                    "a verification that reads all content",
                    "write `proof: shared_extents`"),
            option(
                    "verify.content.proof=none",
                    "a `pg_upgrade` that leaves its proof out",
                    "write `proof: shared_extents`"),
            option("verify.content.sample!=0%", "a verification that reads a sample", "write `sample: 0%`"),
            option("verify.indexes!=none", "a verification that checks indexes", "write `indexes: none`"),
            option("verify.plans!=none", "a verification that compares plans of queries", FIELD),
            option("verify.sql.file", "a verification that runs SQL files", FIELD),
            option("exec.host", "an engine that sends a step to another host", FIELD),
            option("promote.mode=online", "a worker that promotes online", "write `mode: offline`"),
            option(
                    "promote.way_back!=none where mode=offline",
                    "a worker that lets rows flow back to an old that it stopped",
                    "write `way_back: none`, or `mode: online`"),
            option("promote.verify=full", "a promotion that verifies in full", "write `verify: quick`"),
            option(
                    "promote.when=always where mode=offline",
                    "a rehearsal that stops a clone and promotes another",
                    "write `when: apply`"),
            option("promote.when=rehearsal", "a promotion that takes part in rehearsals only", "write `when: apply`"));

    static final List<Feature> ALL =
            Stream.of(KINDS, OPTIONS).flatMap(List::stream).toList();

    private StepFeatures() {}

    private static Feature kind(String kind, String broughtBy) {
        return new Feature("step." + kind, broughtBy, kind.equals("parallel") ? "write its steps one by one" : OUT);
    }

    private static Feature option(String pattern, String broughtBy, String instead) {
        return new Feature("step." + pattern, broughtBy, instead);
    }

    private static Feature mode(String mode) {
        return option("pg_upgrade.mode=" + mode, "a worker that upgrades by `" + mode + "`", "write `mode: link`");
    }
}
