package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.storage.Capabilities;
import io.belay.workers.storage.Capabilities.Problem;
import io.belay.workers.storage.StorageErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What this host must have for a step, asked before anything is done. That the place is usable and the owner's account exists was
 * found out when the cluster was opened. Reads only.
 */
final class Fitness {

    private Fitness() {}

    /** @param names of PostgreSQL's programs that the step runs */
    static StepResult programs(StepContext context, int major, String... names) {
        Optional<Installation> installation = context.cluster().installation(major);
        if (installation.isEmpty()) {
            return StepResult.failed(
                    PostgresErrors.INSTALLATION_MISSING,
                    "this host has no programs of PostgreSQL " + major + "; nothing was done",
                    "install PostgreSQL " + major + ", or name its folder under `postgres` in the host's file",
                    Map.of());
        }
        for (String name : names) {
            Path program = installation.get().program(name);
            if (!Files.isExecutable(program)) {
                return StepResult.failed(
                        PostgresErrors.PROGRAM_MISSING,
                        "`" + program + "` is missing or not executable; nothing was done",
                        "install the rest of PostgreSQL " + major,
                        Map.of());
            }
        }
        return StepResult.succeeded(
                "PostgreSQL " + major + " is " + installation.get().version(), Map.of());
    }

    /** Whether an image of live can be taken now. */
    static StepResult store(StepContext context) {
        ClusterOnHost cluster = context.cluster();
        Capabilities can =
                cluster.storage().probe(cluster.dataset(), cluster.place().root());
        List<Problem> problems = can.problems();
        if (problems.isEmpty()) {
            return StepResult.succeeded("the store takes images of this cluster", Map.of());
        }
        return StepResult.failed(
                problems.get(0).code(),
                problems.stream().map(Problem::text).collect(Collectors.joining("; ")) + ". Nothing was done",
                "correct it on this host, then start again",
                Map.of());
    }

    /** What this store is like, for the evidence: how consistent its images are, what copies cost. */
    static String storeText(StepContext context) {
        ClusterOnHost cluster = context.cluster();
        Capabilities can =
                cluster.storage().probe(cluster.dataset(), cluster.place().root());
        return "driver " + cluster.storage().driver() + "; images: "
                + can.consistency().name().toLowerCase(Locale.ROOT) + "; copies: "
                + (can.cheapSnapshots() ? "share their blocks" : "full") + "\n"
                + can.notes().stream().map(note -> note + "\n").collect(Collectors.joining())
                + can.problems().stream().map(problem -> problem + "\n").collect(Collectors.joining());
    }

    /** Below the plan's {@code stop_below} nothing is begun that writes: live shares the store. */
    static StepResult room(StepContext context) {
        return RoomReserve.touched(context)
                .map(figures -> StepResult.failed(
                        StorageErrors.NO_ROOM, figures + "; nothing was done", RoomReserve.remedy(context), Map.of()))
                .orElseGet(() -> StepResult.succeeded(RoomReserve.figures(context), Map.of()));
    }
}
