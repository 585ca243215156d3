package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Set;

/** What is decided when a cluster is made is no setting. */
final class SettingsCanBeSet implements Rule {

    static final ErrorCode CODE = new ErrorCode(1620, TEXT);

    private static final Set<String> DECIDED = Set.of(
            "block_size",
            "data_checksums",
            "data_directory_mode",
            "debug_assertions",
            "in_hot_standby",
            "integer_datetimes",
            "lc_collate",
            "lc_ctype",
            "max_function_args",
            "max_identifier_length",
            "max_index_keys",
            "segment_size",
            "server_encoding",
            "server_version",
            "server_version_num",
            "wal_block_size",
            "wal_segment_size");

    @Override
    public List<Problem> check(UpgradePlan plan) {
        return plan.target().settings().keySet().stream()
                .filter(DECIDED::contains)
                .map(name -> Problem.error(CODE, Setting.place(plan, name), "`" + name + "` cannot be set")
                        .withLabel("decided when the cluster was made")
                        .withHelp(
                                name.equals("data_checksums")
                                        ? "write `target: {version: "
                                                + plan.target().version() + ", checksums: enabled}`"
                                        : "delete it"))
                .toList();
    }
}
