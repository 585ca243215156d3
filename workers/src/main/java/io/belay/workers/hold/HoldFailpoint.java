package io.belay.workers.hold;

import io.belay.workers.process.Failpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a test meet a hold at a named place: {@code fail:before-upgrade} fails there, {@code late:after-proof}
 * lets all that is left of the budget pass, {@code wait:after-cross} waits there until a file {@code go} appears in the hold's folder,
 * so that the process can be killed right there, or meet what happened meanwhile. Without the property nothing happens.
 */
final class HoldFailpoint {

    static final String PROPERTY = "io.belay.hold.failpoint";

    private HoldFailpoint() {}

    static Failpoint of(HoldFolder folder, Optional<String> wanted) {
        return wanted.<Failpoint>map(what -> reached -> reach(folder, what, reached))
                .orElse(Failpoint.NONE);
    }

    /** Of the budget; a little more, so that none is left behind it, and little, so that no watchdog comes before the hold itself. */
    private static Duration left(HoldFolder folder) {
        long began = folder.record().begunAt(PausePart.NAME).orElse(System.nanoTime());
        return folder.order()
                .map(HoldOrder::budget)
                .orElse(Duration.ZERO)
                .plusNanos(began - System.nanoTime())
                .plusMillis(50);
    }

    private static void reach(HoldFolder folder, String what, String reached) {
        if (what.equals("fail:" + reached)) {
            throw new HoldFailure(HoldErrors.UNDONE, "a test asked for a failure at " + reached);
        }
        if (what.equals("late:" + reached)) {
            LockSupport.parkNanos(left(folder).toNanos());
        }
        if (what.equals("wait:" + reached)) {
            try {
                Files.writeString(folder.path().resolve("reached"), reached);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            // A test that was killed says nothing more, and takes the folder with it.
            while (Files.isDirectory(folder.path())
                    && !Files.exists(folder.path().resolve("go"))) {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
