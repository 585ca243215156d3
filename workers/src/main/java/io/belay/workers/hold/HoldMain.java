package io.belay.workers.hold;

import io.belay.workers.posix.FileLock;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.Failpoint;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hold as a process of its own: whatever becomes of the worker that launched it, it ends by itself, in one of two ways, and says
 * how in its folder. Its only argument is that folder.
 */
public final class HoldMain {

    private static final Logger LOG = LoggerFactory.getLogger(HoldMain.class);

    private HoldMain() {}

    public static void main(String[] arguments) {
        HoldFolder folder = new HoldFolder(Path.of(List.of(arguments).get(0)));
        System.exit(run(folder));
    }

    private static int run(HoldFolder folder) {
        try (FileLock lock = HoldLock.take(folder)) {
            Failpoint failpoint =
                    HoldFailpoint.of(folder, Optional.ofNullable(System.getProperty(HoldFailpoint.PROPERTY)));
            HoldOrder order = folder.order().orElseThrow();
            CommandRunner commands = Workshop.notes(order).noting(new HostCommandRunner(Masking.none()));
            HoldResult result = new Hold(folder, commands, failpoint).run();
            LOG.info("{}", result.summary());
            return 0;
        } catch (RuntimeException failure) { // the outermost edge of this process
            LOG.error("the hold could neither be completed nor undone; the next attempt does", failure);
            return 1;
        }
    }
}
