package io.belay.workers.live;

import io.belay.workers.posix.Accounts;
import io.belay.workers.posix.FileLock;
import io.belay.workers.postgres.Installation;
import io.belay.workers.process.HostCommandRunner;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A JVM of its own that starts a production server while it holds a lock, and then waits to be killed. */
final class ProductionStarter {

    private ProductionStarter() {}

    /** @param arguments account, major, programs, data directory, sockets, port, log, folder of its own */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        Path own = Path.of(arguments[7]);
        try (FileLock lock = FileLock.tryAcquire(own.resolve("lock")).orElseThrow()) {
            Production production = new Production(
                    "pg_ctl",
                    new Installation(Integer.parseInt(arguments[1]), arguments[1], Path.of(arguments[2])),
                    Path.of(arguments[3]),
                    Accounts.byName(arguments[0]).orElseThrow(),
                    "postgres",
                    Path.of(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    Path.of(arguments[6]),
                    false);
            new ProductionServers(new HostCommandRunner(Masking.none()), own)
                    .of(production)
                    .start(Duration.ofSeconds(30));
            Files.createFile(own.resolve("started"));
            new CountDownLatch(1).await();
        }
    }
}
