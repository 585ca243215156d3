package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.plans.model.HostConfiguration.Permission;
import java.util.Optional;

/** Live is stopped, and a clone of its last state is upgraded while clients wait. */
record OfflineMode() implements PromoteMode {

    @Override
    public Permission permission() {
        return Permission.PROMOTE_OFFLINE;
    }

    @Override
    public StepResult probe(StepContext context) {
        return NotRepeated.byPlan(context)
                .or(() -> PromoteProbe.refusal(context))
                .orElseGet(() -> Fitness.programs(
                        context,
                        context.request().targetVersion(),
                        "postgres",
                        "pg_ctl",
                        "initdb",
                        "pg_upgrade",
                        "psql"));
    }

    @Override
    public Optional<StepResult> objection(StepContext context) {
        return NotRepeated.byResult(context);
    }

    @Override
    public PromoteLook look(StepContext context) {
        return new PromoteChecks(context).offline();
    }

    @Override
    public void order(StepContext context, PromoteLook look) {
        new PromoteSessions(context).checkpoint();
        new PromoteHold(context).folder().give(new PromoteOrder(context).of(look.poolers()));
    }

    /** The hold does it: what it made new of was none of the run's candidate. */
    @Override
    public Optional<String> tidy(StepContext context) {
        return Optional.empty();
    }
}
