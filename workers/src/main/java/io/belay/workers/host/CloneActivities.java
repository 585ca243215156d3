package io.belay.workers.host;

import io.belay.engine.activity.Refusal;
import io.belay.engine.activity.RunReference;
import io.belay.engine.activity.TesterClones;
import io.belay.plans.model.HostConfiguration.Permission;
import io.belay.workers.step.ClusterOnHost;
import io.belay.workers.step.RunFolder;
import io.belay.workers.step.TesterCopy;
import io.belay.workers.storage.SnapshotRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Testers' clones, as activities. Each is held in the state folder, so that it can be listed and dropped after any crash. */
final class CloneActivities implements TesterClones {

    private static final String NAME = "[a-z][a-z0-9-]{0,39}";

    private final ClusterDirectory clusters;
    private final Contexts contexts;
    private final StateFolders folders;
    private final OneAtATime turns;
    private final Clock clock;
    private final Failures failures;

    CloneActivities(
            ClusterDirectory clusters,
            Contexts contexts,
            StateFolders folders,
            OneAtATime turns,
            Clock clock,
            Failures failures) {
        this.failures = failures;
        this.clusters = clusters;
        this.contexts = contexts;
        this.folders = folders;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    public CloneReport create(String cluster, String snapshot, String name, String owner) {
        return failures.translated(() -> {
            ClusterOnHost here = clusters.require(cluster, Permission.REHEARSE);
            requireName(name);
            try (OneAtATime.Turn turn = turns.take("clone " + cluster + " " + name, () -> {})) {
                Optional<CloneReport> known = memory(here).read(name, CloneReport.class);
                if (known.isPresent()) {
                    return sameRequest(known.get(), snapshot, owner);
                }
                // A first attempt that was killed has chosen already.
                String chosen = intents(here).read(name, String.class).orElse(snapshot);
                SnapshotRecord source = source(here, snapshot.isEmpty() ? chosen : snapshot);
                TesterCopy.Made made = make(cluster, here, name, source);
                CloneReport report = new CloneReport(
                        name,
                        cluster,
                        source.id(),
                        owner,
                        clock.instant().toString(),
                        "ready",
                        made.connect(),
                        made.existsMilliseconds(),
                        made.answersMilliseconds(),
                        made.notIsolated());
                memory(here).write(name, report);
                intents(here).forget(name);
                return report;
            }
        });
    }

    @Override
    public List<CloneReport> list(String cluster) {
        return failures.translated(() -> {
            ClusterOnHost here = clusters.require(cluster, Permission.REHEARSE);
            List<CloneReport> reports = new ArrayList<>();
            for (String name : memory(here).names()) {
                memory(here).read(name, CloneReport.class).ifPresent(reports::add);
            }
            return reports;
        });
    }

    @Override
    public CloneReport drop(String cluster, String name) {
        return failures.translated(() -> {
            ClusterOnHost here = clusters.require(cluster, Permission.REHEARSE);
            requireName(name);
            try (OneAtATime.Turn turn = turns.take("clone " + cluster + " " + name, () -> {})) {
                Optional<CloneReport> known = memory(here).read(name, CloneReport.class);
                Optional<String> source =
                        known.map(CloneReport::snapshot).or(() -> intents(here).read(name, String.class));
                source.ifPresent(id -> remove(cluster, here, name, id));
                return known.map(CloneActivities::dropped)
                        .orElseGet(() -> new CloneReport(name, cluster, "", "", "", "dropped", "", 0, 0, List.of()));
            }
        });
    }

    /** Noted before anything is held or made, so that what an interrupted attempt left can be dropped by its name. */
    private TesterCopy.Made make(String cluster, ClusterOnHost here, String name, SnapshotRecord source) {
        intents(here).write(name, source.id());
        here.snapshots().hold(here.name(), source.id(), user(name));
        try {
            return copy(cluster, here, name).make(source);
        } catch (RuntimeException failed) {
            if (!Thread.currentThread().isInterrupted()) {
                removeQuietly(cluster, here, name, source.id(), failed);
            }
            throw failed;
        }
    }

    private void removeQuietly(
            String cluster, ClusterOnHost here, String name, String snapshot, RuntimeException reason) {
        try {
            remove(cluster, here, name, snapshot);
        } catch (RuntimeException second) {
            // It stays noted, so a drop by its name tries again.
            reason.addSuppressed(second);
        }
    }

    private void remove(String cluster, ClusterOnHost here, String name, String snapshot) {
        copy(cluster, here, name).remove();
        here.snapshots().release(here.name(), snapshot, user(name));
        memory(here).forget(name);
        intents(here).forget(name);
    }

    /** The answer to a request whose first answer was lost. */
    private static CloneReport sameRequest(CloneReport known, String snapshot, String owner) {
        if (known.owner().equals(owner) && (snapshot.isEmpty() || snapshot.equals(known.snapshot()))) {
            return known;
        }
        throw new HostRefusal(
                HostErrors.NAME_IN_USE,
                Refusal.BAD_REQUEST,
                "`" + known.cluster() + "` has a clone `" + known.name() + "` already, made by " + known.owner()
                        + " from " + known.snapshot() + "; it is untouched. Choose another name, or drop it first");
    }

    private static SnapshotRecord source(ClusterOnHost here, String snapshot) {
        if (!snapshot.isEmpty()) {
            return here.snapshots().require(here.name(), snapshot);
        }
        return here.snapshots()
                .newest(here.name())
                .orElseThrow(() -> new HostRefusal(
                        HostErrors.NO_SUCH_SNAPSHOT,
                        Refusal.BAD_REQUEST,
                        "`" + here.reference()
                                + "` has no snapshot yet; nothing was done. Take one first: belay snapshots "
                                + here.reference() + " --take"));
    }

    private TesterCopy copy(String cluster, ClusterOnHost here, String name) {
        RunReference noRun = new RunReference("clone-" + name, true, cluster, "", "", "");
        return new TesterCopy(
                contexts.forRun(noRun, new Contexts.Unwatched()), here.place().clone(here.name(), name));
    }

    private RunFolder memory(ClusterOnHost here) {
        return new RunFolder(folders.clones().resolve(here.name()));
    }

    /** Names of clones that are being made, each with the id of its snapshot. */
    private RunFolder intents(ClusterOnHost here) {
        return new RunFolder(folders.clones().resolve(here.name()).resolve("making"));
    }

    private static CloneReport dropped(CloneReport known) {
        return new CloneReport(
                known.name(),
                known.cluster(),
                known.snapshot(),
                known.owner(),
                known.createdAt(),
                "dropped",
                "",
                known.existsMilliseconds(),
                known.answersMilliseconds(),
                List.of());
    }

    private static String user(String name) {
        return "clone " + name;
    }

    private static void requireName(String name) {
        if (!name.matches(NAME)) {
            throw new HostRefusal(
                    HostErrors.NO_SUCH_CLONE,
                    Refusal.BAD_REQUEST,
                    "`" + name + "` cannot be a clone's name: lower-case letters, digits and `-`, at most 40");
        }
    }
}
