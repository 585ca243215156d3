package io.belay.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Crossing a point of no return takes more than a `yes`: the cluster's name, typed or given. */
final class Confirmation {

    @Option(
            names = "--confirm",
            paramLabel = "CLUSTER",
            description = "The cluster's name (host/name), when nobody is there to type it.")
    private String given = "";

    /**
     * Says what cannot be taken back and returns when somebody has confirmed it.
     *
     * @param announcements one per point of no return
     * @throws CliFailure when nobody has
     */
    void require(String cluster, List<String> announcements, Surroundings surroundings) {
        Console console = surroundings.console();
        for (String announcement : announcements) {
            console.err().println(console.palette().bad(announcement));
        }
        console.err().flush();
        if (!given.isEmpty()) {
            requireSame(cluster, given);
            return;
        }
        console.err().print("Type the cluster's name (" + cluster + ") to go on: ");
        console.err().flush();
        Optional<String> typed = surroundings.keyboard().line();
        if (typed.isEmpty()) {
            console.err().println();
            throw refusal("nobody is at a terminal to type the cluster's name", cluster);
        }
        requireSame(cluster, typed.get().strip());
    }

    private static void requireSame(String cluster, String text) {
        if (!text.equals(cluster)) {
            throw refusal("`" + text + "` is not the cluster's name", cluster);
        }
    }

    private static CliFailure refusal(String what, String cluster) {
        return new CliFailure(
                ExitCode.USAGE,
                CliErrors.NOT_CONFIRMED,
                what + "; a point of no return is crossed only by somebody who names the cluster",
                "nothing was started or changed",
                "the same command with --confirm " + cluster + ", or on a terminal");
    }
}
