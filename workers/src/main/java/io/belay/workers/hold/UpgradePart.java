package io.belay.workers.hold;

import io.belay.workers.clone.CloneServers;
import io.belay.workers.clone.NewCluster;
import io.belay.workers.clone.SafeClone;
import io.belay.workers.command.PgUpgradeCommand;
import io.belay.workers.command.PgUpgradeFiles;
import io.belay.workers.command.UpgradeFault;
import io.belay.workers.command.UpgradeFaults;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.posix.Durable;
import io.belay.workers.process.Command;
import io.belay.workers.process.CommandResult;
import java.time.Duration;

/** {@code pg_upgrade --link} in the final clone, isolated as always. Durable when it has ended. */
final class UpgradePart implements Part {

    static final String NAME = "upgrade";

    private final Workshop shop;
    private final Work work;

    UpgradePart(Workshop shop, Work work) {
        this.shop = shop;
        this.work = work;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void carryOut(Duration left) {
        SafeClone old = work.old();
        takeAwayWhatStops(old);
        NewCluster newCluster = shop.newCluster();
        SafeClone upgraded =
                newCluster.prepare(old, shop.newPrograms(), shop.order().fresh().relativeData(), work.template());
        work.upgraded(upgraded);
        Command command = newCluster.pgUpgrade(
                old, upgraded, PgUpgradeCommand.Mode.LINK, shop.order().jobs(), false, left);
        CommandResult result = shop.commands()
                .run(
                        PgUpgradeCommand.syncedByCaller(command, shop.newPrograms()),
                        shop.order().transcripts(),
                        "pg_upgrade");
        if (result.timedOut()) {
            throw new HoldFailure(
                    HoldErrors.PAST_BUDGET,
                    "pg_upgrade was still at work when `budget.hold` was used up, and was ended");
        }
        if (!result.succeeded()) {
            UpgradeFault fault = UpgradeFaults.judge(
                    result.output(),
                    PgUpgradeFiles.collect(upgraded.dataDirectory(), newCluster.upgradeFolder(old)),
                    shop.order().fresh().programs().major());
            throw new HoldFailure(fault.code(), fault.summary() + ". " + fault.remedy());
        }
        // One call for all files instead of one for each.
        Durable.syncFileSystem(shop.candidate().path());
    }

    /** Rights that the new version would stop at, as in the run's own clone; costs a start of old, and few have them. */
    private void takeAwayWhatStops(SafeClone old) {
        if (!shop.order().revoke().isEmpty()) {
            CloneServers servers = shop.cloneServers(RunServer.CANDIDATE);
            FinalTwin.revoke(shop, servers.start(old, Workshop.START).server());
            servers.stop(old);
        }
    }
}
