package io.belay.workers.clone;

import io.belay.workers.clone.GateReport.Line;
import io.belay.workers.clone.GateReport.Look;
import io.belay.workers.posix.Account;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.SocketFolder;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The safe-clone gate (invariant I6): makes a fresh copy harmless, proves it, and only then hands out a {@link SafeClone}, the only
 * thing that can be started. Thread-safe; two threads must not work on the same clone.
 *
 * <p>Idempotent: it may be run again on a clone that passed, after a crash, or on a copy of a clone that passed.
 */
public final class Gate {

    private static final Duration TOOL_DEADLINE = Duration.ofMinutes(1);

    /** There in every cluster; `postgres` may have been dropped. */
    private static final String ASKED_IN = "template1";

    private final CommandRunner runner;
    private final Path transcripts;
    private final String workerUser = System.getProperty("user.name");
    private final boolean canIsolateNetwork;
    private final List<GateItem> items;

    /** @param canIsolateNetwork whether the runner gives programs a network namespace of their own when asked to */
    public Gate(CommandRunner runner, Path transcripts, boolean canIsolateNetwork) {
        this.runner = runner;
        this.transcripts = transcripts;
        this.canIsolateNetwork = canIsolateNetwork;
        this.items = items();
    }

    /** In the order in which they work. */
    private static List<GateItem> items() {
        List<GateItem> concerns = List.of(
                new Ownership(),
                new LockFiles(),
                new Links(),
                new Archiving(),
                new RecoverySources(),
                new Upstream(),
                new Slots(),
                new Subscriptions(),
                new SynchronousStandbys(),
                new Reachability(),
                new Authentication(),
                new Preloads(),
                new Network(),
                new ServerLog(),
                new ClusterName(),
                new ServerProcesses(),
                new Resources(),
                new Identity());
        List<GateItem> all = new ArrayList<>(concerns);
        all.add(new OwnConfiguration(concerns));
        return List.copyOf(all);
    }

    /**
     * Sanitises the copy and proves that it is harmless.
     *
     * @throws GateRefusal when it cannot be made harmless; then it must not be started, and live is untouched
     */
    public SafeClone make(CloneRequest request) {
        ClonePaths paths = ClonePaths.prove(request);
        refuseIfServed(paths.data());
        CloneFacts clone = facts(request, paths);
        ControlRecord.keep(clone);
        // Links and owner first: whatever else is written must not land outside.
        for (GateItem item : items) {
            item.apply(clone);
            requireNothingWrong(clone, item);
        }
        return passed(clone);
    }

    /**
     * Looks again at a clone that passed before, without changing anything: for the next attempt of an activity, also while its
     * server runs.
     */
    public SafeClone reopen(CloneRequest request) {
        return passed(facts(request, ClonePaths.prove(request)));
    }

    private SafeClone passed(CloneFacts clone) {
        List<Line> lines = new ArrayList<>();
        List<String> notIsolated = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (GateItem item : items) {
            if (!item.isForFreshCopies()) {
                requireNothingWrong(clone, item);
            }
            lines.add(new Line(item.row(), Look.BEFORE_START, item.what(), evidence(clone, item)));
            notIsolated.addAll(item.notIsolated(clone));
            leftOut.addAll(item.leftOut(clone));
        }
        return new SafeClone(clone, new GateReport(lines, notIsolated, leftOut), run(clone.request(), clone.own()));
    }

    private static void requireNothingWrong(CloneFacts clone, GateItem item) {
        List<String> wrong = item.wrong(clone);
        if (!wrong.isEmpty()) {
            throw new GateRefusal(
                    item.code(),
                    "the clone `" + clone.root() + "` is not started: " + String.join("; ", wrong)
                            + ". Live is untouched, and the clone may be removed at any time.");
        }
    }

    /** What only a running server lets be changed. */
    void settle(SafeClone clone, RunningServer server) {
        items.forEach(item -> item.settle(clone.facts(), server));
    }

    /** @return what is wrong on the running server; empty when all is well */
    List<String> wrongWhileRunning(SafeClone clone, RunningServer server) {
        List<String> wrong = new ArrayList<>();
        try (Session session = server.open(ASKED_IN)) {
            items.forEach(item -> wrong.addAll(item.wrongWhileRunning(clone.facts(), server, session)));
        }
        return wrong;
    }

    /** What each start of a clone sends to it, in order, whichever its major. */
    public static List<ListedStatement> statements() {
        List<GateItem> items = items();
        Stream<ListedStatement> settling = items.stream().flatMap(item -> item.settling().stream());
        Stream<ListedStatement> asked =
                items.stream().flatMap(item -> item.asked().stream()).map(sql -> ListedStatement.in(ASKED_IN, sql));
        return Stream.concat(settling, asked).toList();
    }

    List<Line> linesWhileRunning() {
        return items.stream()
                .map(item -> new Line(item.row(), Look.WHILE_RUNNING, item.what(), "looked up on the running server"))
                .toList();
    }

    private static String evidence(CloneFacts clone, GateItem item) {
        Map<String, String> settings = new LinkedHashMap<>(item.settings(clone));
        return settings.isEmpty() ? "files looked up" : settings.toString();
    }

    private CloneFacts facts(CloneRequest request, ClonePaths paths) {
        SocketFolder.requireShort(request.socketFolder(), request.port());
        OwnedFiles files = new OwnedFiles(paths.root(), request.owner());
        Path own = CloneFacts.own(paths.root(), request);
        Map<String, String> inherited = LiveSettings.keep(paths.data(), own, request.outsideSettings(), files);
        ControlData control = ControlRecord.read(own, request.installation().major())
                .orElseGet(() -> new ControlDataReader(runner, transcripts)
                        .read(request.installation(), paths.data(), run(request, own)));
        return new CloneFacts(
                request, paths.root(), paths.data(), control, inherited, canIsolateNetwork, workerUser, files);
    }

    private ToolRun run(CloneRequest request, Path own) {
        Optional<Account> account = workerIsRoot() ? Optional.of(request.owner()) : Optional.empty();
        Isolation isolation = canIsolateNetwork ? Isolation.NO_NETWORK : Isolation.NONE;
        return new ToolRun(account, own, isolation, TOOL_DEADLINE);
    }

    private boolean workerIsRoot() {
        return workerUser.equals("root");
    }

    private static void refuseIfServed(Path data) {
        if (ServerControl.servedBy(data).isPresent()) {
            throw new GateRefusal(
                    CloneErrors.SERVED_ALREADY,
                    "a server runs on `" + data
                            + "`, so nothing is changed in it. Stop it first, or reopen the clone.");
        }
    }
}
