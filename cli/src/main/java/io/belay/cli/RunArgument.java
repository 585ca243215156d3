package io.belay.cli;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** The run that a decision is about; may be left out where only one can be meant. */
final class RunArgument {

    private static final int SEARCHED = 200;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run's id, or its cluster (host/name); may be left out while only one run is open.")
    private String text = "";

    /**
     * @param fits which open runs can be meant when none is named
     * @throws CliFailure when there is no such run, or more than one
     */
    RunView find(EngineDesk desk, Predicate<RunView> fits, Console console) {
        boolean named = !text.isEmpty() && !text.contains("/");
        return named ? one(desk, text, console) : only(desk, fits, console);
    }

    private static RunView one(EngineDesk desk, String id, Console console) {
        return RunView.of(desk.run(id).orElseThrow(() -> Failures.noSuchRun(id, console)));
    }

    private RunView only(EngineDesk desk, Predicate<RunView> fits, Console console) {
        String cluster = text.isEmpty() ? "" : Failures.requireCluster(text, console);
        List<RunView> open = desk.runs(cluster, SEARCHED).stream()
                .map(RunView::of)
                .filter(run -> !run.isEnded() && fits.test(run))
                .toList();
        if (open.size() == 1) {
            return one(desk, open.get(0).id(), console);
        }
        String where = cluster.isEmpty() ? "" : " of " + cluster;
        if (open.isEmpty()) {
            throw Failures.noOpenRun(where, console);
        }
        String ids = open.stream()
                .map(run -> run.id() + " (" + run.status().cluster() + ")")
                .collect(Collectors.joining(", "));
        throw Failures.severalRuns(ids, where, console);
    }
}
