package io.belay.cli.dev;

/**
 * Ends this process when the one that started it is gone. {@code belay dev} gives its parts its own process id, so that a
 * killed dev leaves nothing behind. What a worker launched on a host is not concerned: it goes on and is adopted.
 */
public final class ParentWatch {

    private static final String PARENT = "belay.parent";

    /** How the flag of {@link #flag} begins. */
    static final String FLAG = "-D" + PARENT + "=";

    /** As the shell's exit code after Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private ParentWatch() {}

    /** @return the flag that makes a child process watch this one */
    static String flag() {
        return FLAG + ProcessHandle.current().pid();
    }

    public static void start() {
        Long parent = Long.getLong(PARENT);
        if (parent != null) {
            ProcessHandle.of(parent).ifPresentOrElse(ParentWatch::follow, () -> System.exit(INTERRUPTED));
        }
    }

    private static void follow(ProcessHandle parent) {
        Thread watch = new Thread(
                () -> {
                    parent.onExit().join();
                    System.exit(INTERRUPTED);
                },
                "belay-parent-watch");
        watch.setDaemon(true);
        watch.start();
    }
}
