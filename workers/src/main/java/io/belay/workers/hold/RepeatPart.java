package io.belay.workers.hold;

import io.belay.workers.hold.Repeat.Rebuilding;
import io.belay.workers.hold.Repeat.Script;
import io.belay.workers.hold.Repeat.Updating;
import io.belay.workers.postgres.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a step of the plan did to the run's candidate, done to new. Behind the comparison with live's last state, which is equal only
 * as long as nobody changed new, and before the crossing. Taken back with new as a whole.
 */
final class RepeatPart implements Part {

    private final Workshop shop;
    private final Work work;
    private final Repeat repeat;

    RepeatPart(Workshop shop, Work work, Repeat repeat) {
        this.shop = shop;
        this.work = work;
        this.repeat = repeat;
    }

    @Override
    public String name() {
        return HoldLayout.repeat(repeat.step());
    }

    @Override
    public void carryOut(Duration left) {
        RunningServer server = work.server();
        if (repeat instanceof Script script) {
            run(script, server, left);
        } else if (repeat instanceof Rebuilding rebuilding) {
            new IndexRebuild(shop, work, rebuilding).carryOut(server, left);
        } else if (repeat instanceof Updating updating) {
            NewExtensions.update(server, updating.extensions());
        }
    }

    private void run(Script script, RunningServer server, Duration left) {
        List<String> there = server.databases();
        List<String> missing = script.databases().stream()
                .filter(name -> !there.contains(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new HoldFailure(
                    HoldErrors.REPEAT_REFUSED,
                    "`" + script.path() + "` of `" + script.step() + "` is for " + String.join(", ", missing)
                            + ", and live has no such database any more");
        }
        NewScripts scripts = new NewScripts(shop, server, script.step(), left, script.timeout());
        Path file = scripts.put(script.step(), script.text());
        List<String> databases = script.databases().isEmpty() ? there : script.databases();
        databases.forEach(database -> scripts.run("`" + script.path() + "`", file, script.single(), database, ""));
        work.fact("databases_" + script.step(), databases.size());
    }
}
