package io.belay.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a part running in this process until it is asked to stop, and stops it in order. */
final class Service {

    private Service() {}

    /**
     * @param part closed exactly once, when the process is asked to end
     * @throws InterruptedException when the waiting itself is interrupted; the part is closed then too
     */
    static int runUntilStopped(AutoCloseable part, Console console) throws InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        // Ctrl-C and TERM end the JVM as soon as its hooks are through: the hook waits for the part.
        Thread hook = new Thread(
                () -> {
                    stop.countDown();
                    try {
                        stopped.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "belay-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            stop.await();
            return ExitCode.DONE.number();
        } finally {
            close(part, console);
            stopped.countDown();
        }
    }

    private static void close(AutoCloseable part, Console console) {
        try {
            part.close();
        } catch (Exception failure) {
            // The outermost edge: nothing is left that could handle it, and the process ends anyway.
            console.err().println("while stopping: " + failure);
            console.err().flush();
        }
    }
}
