package io.belay.workers.step;

import io.belay.plans.model.HostConfiguration.TargetPlace;
import io.belay.workers.hold.HoldErrors;
import io.belay.workers.hold.HoldFailure;
import io.belay.workers.storage.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where new comes to be. Its storage unit gets the name of the topmost folder that is missing on the way to its data directory; old's
 * directory, which {@code pg_upgrade} links from, lies beside it in there until it is tidied away. Immutable.
 *
 * @param root of the storage unit; does not exist
 * @param data inside, at least one folder deeper
 */
record PromoteTarget(Path root, Path data, int port) {

    /** @throws HoldFailure when the host names none, or something is there already */
    static PromoteTarget find(StepContext context) {
        int major = context.request().targetVersion();
        TargetPlace place = Optional.ofNullable(
                        context.cluster().configured().targets().get(major))
                .orElseThrow(() -> new HoldFailure(
                        HoldErrors.TARGET_NOT_NAMED,
                        "the host's file names no place for version " + major + " of `"
                                + context.cluster().reference() + "`. Add `targets: {" + major
                                + ": {data_directory: ..., port: ...}}` to the cluster"));
        requireUsable(place, major);
        Path data = place.dataDirectory();
        if (Files.exists(data)) {
            throw notFree("`" + data + "` exists already. Move it away, or name another `data_directory`");
        }
        Path missing = data;
        while (missing.getParent() != null && !Files.exists(missing.getParent())) {
            missing = missing.getParent();
        }
        Path above = existing(missing.getParent());
        if (missing.equals(data)) {
            throw notFree("the folder `" + data.getParent()
                    + "` exists, and it is the one that has to become a storage unit of its own. Remove it when it is"
                    + " empty (`rmdir`), or name a `data_directory` in a folder that does not exist yet");
        }
        requireSameStore(context, above);
        Path root = above.resolve(missing.getFileName());
        return new PromoteTarget(
                root,
                root.resolve(missing.relativize(data)),
                place.port().orElseGet(() -> context.cluster().live().endpoint().port()));
    }

    /** What the host's file says and this worker cannot do is refused: new would come to be somewhere else than it says. */
    private static void requireUsable(TargetPlace place, int major) {
        String field = place.walDirectory().isPresent()
                ? "wal_directory"
                : !place.tablespaces().isEmpty()
                        ? "tablespaces"
                        : place.service().isPresent() ? "service" : "";
        if (!field.isEmpty()) {
            throw new HoldFailure(
                    HoldErrors.TARGET_NOT_NAMED,
                    "the host's file names a `" + field + "` of its own for version " + major
                            + ", and this worker gives new live's. Nothing was done. Take `targets." + major + "."
                            + field
                            + "` out of the file, or install a worker that can");
        }
    }

    private static Path existing(@org.jspecify.annotations.Nullable Path folder) {
        try {
            return (folder == null ? Path.of("/") : folder).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireSameStore(StepContext context, Path above) {
        Mounts mounts = Mounts.ofThisProcess();
        Path place = context.cluster().place().root();
        if (!mounts.of(above).point().equals(mounts.of(place).point())) {
            throw notFree("`" + above + "` lies on another file system than the place `" + place
                    + "`, where the candidate is. Name a `data_directory` on the same one");
        }
        if (above.startsWith(context.cluster().dataset().root())) {
            throw notFree("`" + above + "` lies inside live's own storage unit `"
                    + context.cluster().dataset().root() + "`. Name a `data_directory` beside it");
        }
    }

    private static HoldFailure notFree(String what) {
        return new HoldFailure(HoldErrors.TARGET_NOT_FREE, "new cannot come to its place: " + what);
    }

    /** New may take live's own: they never run at the same time. */
    void requireFreePort(int livePort, Path socketFolder) {
        if (port == livePort) {
            return;
        }
        boolean socket = Files.exists(socketFolder.resolve(".s.PGSQL." + port));
        if (socket || isListenedTo()) {
            throw new HoldFailure(
                    HoldErrors.PORT_TAKEN,
                    "something uses port " + port + " already, which the host's file names for new. Stop it, or name"
                            + " another port, or live's own (" + livePort + ")");
        }
    }

    private boolean isListenedTo() {
        try (ServerSocket trial = new ServerSocket()) {
            trial.setReuseAddress(true);
            trial.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
