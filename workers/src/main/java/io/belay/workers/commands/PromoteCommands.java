package io.belay.workers.commands;

import io.belay.plans.resolve.ResolvedStep;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Call;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.commands.Planned.Program;
import io.belay.workers.evidence.RunServer;
import io.belay.workers.hold.HoldCommands;
import io.belay.workers.live.ClientSessions;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.step.PromoteSessions;
import io.belay.workers.step.Repeats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What making new live runs: checks, the launch of the hold, and the hold itself. Pure. */
final class PromoteCommands {

    private static final String PG_CTL = "pg_ctl";
    private static final String PGBOUNCER = "pgbouncer";

    private final Scene scene;
    private final ResolvedStep step;
    private final PoolerCommands poolers;

    PromoteCommands(Scene scene, ResolvedStep step) {
        this.scene = scene;
        this.step = step;
        this.poolers = new PoolerCommands(scene.site().promotion(), scene.site().target());
    }

    /** @return in words, what of the promotion no worker of this version carries out; empty when all is */
    static String notCarried(Scene scene) {
        PromotionSite site = scene.site().promotion();
        if (!site.service().equals(PG_CTL)) {
            return "this version starts and stops production servers by pg_ctl only, and the host's file says "
                    + site.service();
        }
        return site.poolers().stream()
                .filter(pooler -> !pooler.kind().equals(PGBOUNCER) && !pooler.isByPrograms())
                .findFirst()
                .map(pooler -> "this version holds clients at a PgBouncer or by programs, and pooler `" + pooler.name()
                        + "` is neither in what this host describes")
                .orElse("");
    }

    /** Two parts: the step looks before it is begun, and once more when it is. */
    List<PlannedPart> parts(String title) {
        PlannedPart looked =
                new PlannedPart(step.id(), title + ": what is looked at before it is begun", checks(), List.of(), "");
        Path transcripts = scene.transcripts(step);
        HoldParts hold = new HoldParts(
                scene,
                transcripts,
                poolers,
                Repeats.of(scene.plan().steps(), step.id(), carriedOut -> true).behind());
        HoldBack back = new HoldBack(hold, scene, transcripts, poolers);
        List<Planned> forwards = new ArrayList<>(checks());
        forwards.addAll(live(PromoteSessions.statementsOfCheckpoint()));
        HoldScene trees = new HoldScene(scene);
        forwards.add(new Call("files in " + trees.folder() + ": the order"));
        forwards.add(new Program("", HoldCommands.launch("<java>", List.of(), "<class path>", trees.folder())));
        forwards.addAll(hold.all());
        return List.of(looked, new PlannedPart(step.id(), title, forwards, back.all(), ""));
    }

    /** What an online promotion asks of live and its poolers, too. */
    List<Planned> checks() {
        List<Planned> all = new ArrayList<>(live(PromoteSessions.statementsOfChecks()));
        all.addAll(poolers.looks());
        List<Planned> again = new ArrayList<>(live(ClientSessions.statements()));
        again.addAll(poolers.looks());
        all.add(new Block(
                Kind.FOR_EACH,
                "only if a session on live seems to come around the poolers: again, twice at most",
                again));
        return all;
    }

    private List<Planned> live(List<ListedStatement> listed) {
        return ListedAt.of(RunServer.LIVE, scene.site().databases()).all(listed);
    }
}
