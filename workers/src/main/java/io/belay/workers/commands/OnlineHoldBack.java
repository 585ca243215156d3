package io.belay.workers.commands;

import static io.belay.workers.commands.EachDatabase.joined;

import io.belay.workers.commands.Planned.Call;
import io.belay.workers.hold.OnlineStatements;
import io.belay.workers.replication.Way;
import java.util.ArrayList;
import java.util.List;

/** How an online hold that does not come to its end is ended: taken back before the crossing, completed behind it. Pure. */
final class OnlineHoldBack {

    private final OnlineSwitch hold;
    private final OnlineHoldParts parts;
    private final OnlineObjects objects;

    OnlineHoldBack(OnlineSwitch hold, OnlineHoldParts parts) {
        this.hold = hold;
        this.parts = parts;
        this.objects = new OnlineObjects(hold.online(), OnlineStatements.admin());
    }

    List<Planned> all() {
        String serves = hold.from().word() + " serves again";
        return List.of(
                Planned.part("before the crossing, as far as the parts were begun: " + serves, servesAgain()),
                Planned.part("then, while clients go on: as before the hold", cleared()),
                Planned.part("behind the crossing, where it was cut short: the rest of the same parts", completed()));
    }

    private List<Planned> servesAgain() {
        return joined(
                List.of(new Call("file in " + hold.folder() + ": the decision, which is to undo")),
                parts.lowered(hold.from()),
                parts.release());
    }

    private List<Planned> cleared() {
        List<Planned> all = new ArrayList<>();
        all.add(new Call("remove what was written beside both pg_hba.conf"));
        all.addAll(parts.forgotten(hold.from()));
        if (!hold.isPromotion()) {
            all.addAll(parts.belted(hold.to()));
        }
        if (hold.wayBack()) {
            Way next = hold.next();
            all.addAll(objects.major(hold.from()));
            all.addAll(objects.unsubscribed(hold.from(), next));
            all.addAll(objects.slotsDropped(hold.to(), next));
        }
        return all;
    }

    /** Also by a process that never was at the hold: it has no session from before. */
    private List<Planned> completed() {
        return joined(
                hold.isPromotion() ? List.of() : parts.unbelted(hold.to()),
                parts.open(),
                parts.release(),
                parts.register(),
                parts.dress(),
                parts.turn(),
                parts.tidy());
    }
}
