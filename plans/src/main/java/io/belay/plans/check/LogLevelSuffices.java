package io.belay.plans.check;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.model.Role;
import io.belay.plans.model.Step;
import io.belay.plans.model.UpgradePlan;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** New writes as much log as the way back and its standbys need. */
final class LogLevelSuffices implements Rule {

    static final ErrorCode CODE = new ErrorCode(1617, TEXT);

    @Override
    public List<Problem> check(UpgradePlan plan) {
        String level = plan.target().settings().getOrDefault("wal_level", "").toLowerCase(Locale.ROOT);
        Optional<Field> wayBack = plan.stepsOf(false).stream()
                .filter(step -> step.is(Role.PROMOTES))
                .map(step -> new Field(plan, step, "way_back"))
                .filter(field -> field.duration().isPresent())
                .findFirst();
        Optional<Step> standby = plan.stepsOf(false).stream()
                .filter(step -> step.is(Role.BUILDS_STANDBYS))
                .findFirst();
        if (wayBack.isPresent() && (level.equals("replica") || level.equals("minimal"))) {
            return List.of(problem(plan, level, "logical", "a way back")
                    .withSecond(wayBack.get().whole(), "new's changes flow to old"));
        }
        if (standby.isPresent() && level.equals("minimal")) {
            return List.of(problem(plan, level, "replica", "standbys")
                    .withSecond(standby.get().place(), "they read new's log"));
        }
        return List.of();
    }

    private static Problem problem(UpgradePlan plan, String level, String needed, String whom) {
        return Problem.error(
                        CODE, Setting.place(plan, "wal_level"), "`wal_level: " + level + "` is not enough for " + whom)
                .withHelp("write `wal_level: " + needed + "`");
    }
}
