package io.belay.workers.process;

import io.belay.workers.posix.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the system's own small programs lie, and what this host lets us do with them. Immutable. */
record HostPrograms(boolean root, boolean canIsolateNetwork) {

    static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));

    /** Tries once whether a network namespace can be made; inside some containers not even root can. */
    static HostPrograms ofThisHost() {
        boolean root = Accounts.isRoot();
        return new HostPrograms(root, root && find("unshare").isPresent() && namespaceCanBeMade());
    }

    static Path require(String name) {
        return find(name)
                .orElseThrow(() -> new ProcessFailure(
                        ProcessErrors.TOOL_MISSING,
                        "the program `" + name + "` is in none of " + PATH + "; nothing was started."
                                + " It belongs to the package util-linux of every distribution"));
    }

    private static Optional<Path> find(String name) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean namespaceCanBeMade() {
        try {
            Process process = new ProcessBuilder(
                            require("unshare").toString(),
                            "--net",
                            require("true").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
