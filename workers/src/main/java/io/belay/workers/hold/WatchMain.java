package io.belay.workers.hold;

import io.belay.workers.posix.ProcessIdentity;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.Failpoint;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watchdog of a hold as a process of its own: says in the hold's folder that it is warm, and ends when the hold has a result.
 * Its only argument is that folder.
 */
public final class WatchMain {

    private static final Logger LOG = LoggerFactory.getLogger(WatchMain.class);

    private WatchMain() {}

    public static void main(String[] arguments) {
        HoldFolder folder = new HoldFolder(Path.of(List.of(arguments).get(0)));
        System.exit(run(folder));
    }

    private static int run(HoldFolder folder) {
        try {
            HoldOrder order = folder.order().orElseThrow();
            ProcessIdentity process = folder.process().orElseThrow();
            CommandRunner commands = Workshop.notes(order).noting(new HostCommandRunner(Masking.none()));
            Hold hold = new Hold(folder, commands, Failpoint.NONE);
            WatchWarmth.take();
            folder.watched();
            new Watchdog(folder, process, new WatchRule(order.budget()), hold::settle).watch();
            return 0;
        } catch (RuntimeException failure) { // the outermost edge of this process
            LOG.error("the hold in {} is not watched", folder.path(), failure);
            return 1;
        }
    }
}
