package io.belay.workers.clone;

import io.belay.workers.postgres.LiveCluster;
import io.belay.workers.postgres.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Copies of a live cluster, the gate, and servers that are ended when the test ends. */
final class CloneFixture implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(60);

    private final TestHost host;
    private final List<SafeClone> started = new ArrayList<>();
    private int copies;

    CloneFixture(TestHost host) {
        this.host = host;
    }

    Gate gate() {
        return new Gate(host.runner(), host.transcripts(), host.isRoot());
    }

    CloneServers servers() {
        return new CloneServers(gate(), host.runner(), host.transcripts());
    }

    Path place() {
        return host.makeFolder(host.folder().resolve("place"));
    }

    /** A copy of live's tree and what the gate has to know of it. */
    CloneRequest copy(LiveCluster live) {
        copies++;
        Path root = live.copyTo(place().resolve("c" + copies));
        return request(live, root, List.of(live.root()), live.installation().major());
    }

    CloneRequest request(LiveCluster live, Path root, List<Path> origins, int port) {
        return new CloneRequest(
                "S1",
                place(),
                root,
                Path.of("data"),
                origins,
                List.of(),
                live.installation(),
                host.account(),
                "postgres",
                host.folder().resolve("s" + copies),
                5400 + port,
                "belay-test-" + copies);
    }

    SafeClone pass(CloneRequest request) {
        SafeClone clone = gate().make(request);
        started.add(clone);
        return clone;
    }

    SafeClone remember(SafeClone clone) {
        started.add(clone);
        return clone;
    }

    NewCluster newCluster() {
        return new NewCluster(gate(), host.runner(), host.transcripts());
    }

    StartedClone start(SafeClone clone) {
        return servers().start(clone, DEADLINE);
    }

    @Override
    public void close() {
        started.stream().filter(servers()::isRunning).forEach(servers()::end);
    }
}
