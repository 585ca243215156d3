package io.belay.workers.preflight;

import java.util.ArrayList;
import java.util.List;

/** Which families a promotion adds to those of every upgrade, in the order in which they are asked. Pure. */
final class PromotionFamilies {

    private PromotionFamilies() {}

    static List<FindingFamily> of(Promotion promotion) {
        List<FindingFamily> families = new ArrayList<>();
        if (promotion.replicates()) {
            families.addAll(List.of(
                    new ReplicationSettings(),
                    new TableIdentities(),
                    new UnloggedTables(),
                    new LargeObjects(),
                    new TriggersOnBothSides(),
                    new FunctionsBehindRows(),
                    new JobSchedulers(),
                    new NotFollowed()));
        }
        if (promotion.online()) {
            families.addAll(List.of(
                    new TwoPhaseCommit(),
                    new OpenTransactions(),
                    new OtherReplication(),
                    new SuperuserClients(),
                    new DirectClients(),
                    new PoolersReady(),
                    new SequenceCount()));
        }
        if (promotion.wayBack()) {
            families.addAll(List.of(new TextKeys(), new EndsOfWayBack()));
        }
        return families;
    }
}
