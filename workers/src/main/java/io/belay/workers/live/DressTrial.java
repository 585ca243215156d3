package io.belay.workers.live;

import io.belay.workers.clone.OwnedFiles;
import io.belay.workers.clone.SettingsText;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PgCtl;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.SocketFolder;
import io.belay.workers.postgres.Startable;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.postgres.TreeProcesses;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandResult;
import io.belay.workers.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts an empty cluster of the target in the dress, in a folder that is thrown away. What would touch the world or live is
 * overridden, and nothing else. Thread-safe.
 */
final class DressTrial {

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int STATISTICS_IN_MEMORY_SINCE = 15;

    private static final Set<String> OWN = Set.of(TrialCommands.DATA, TrialCommands.LOG);

    private final CommandRunner commands;
    private final Path transcripts;

    DressTrial(CommandRunner commands, Path transcripts) {
        this.commands = commands;
        this.transcripts = transcripts;
    }

    /**
     * @param root made by this call, and removed before it returns
     * @param sockets short, private to the caller, who removes it; made when it is not there
     */
    void start(Dress dress, Path root, Path sockets) {
        OwnedFiles files = new OwnedFiles(root, dress.request().owner());
        Trial trial = new Trial(dress.request(), root, sockets);
        ServerControl control = new ServerControl(commands, transcripts);
        sweep(root, files);
        files.makePrivateFolder(root);
        try {
            files.makePrivateFolder(trial.socketFolder());
            SocketFolder.requireShort(trial.socketFolder(), trial.port());
            initialize(trial);
            new DressFiles(dress, trial.dataDirectory()).put(Admission.OPEN);
            files.write(trial.dataDirectory().resolve("postgresql.conf"), main(dress, trial));
            files.write(trial.dataDirectory().resolve("postgresql.auto.conf"), "");
            control.start(trial, DEADLINE);
        } catch (ServerFailure failure) {
            throw refused(dress, failure.getMessage());
        } finally {
            end(control, trial);
            files.deleteTree(root);
        }
    }

    /** What a killed attempt left: a trial's own folder and nothing else. */
    private static void sweep(Path root, OwnedFiles files) {
        List<String> names = OwnedFiles.list(root).stream()
                .map(entry -> String.valueOf(entry.getFileName()))
                .toList();
        if (!OWN.containsAll(names)) {
            throw new IllegalArgumentException("not the folder of a trial: " + root + " with " + names);
        }
        TreeProcesses.end(root);
        files.deleteTree(root);
    }

    private void initialize(Trial trial) {
        List<String> arguments = TrialCommands.initdb(
                trial.installation(),
                trial.dataDirectory(),
                trial.superuser(),
                String.valueOf(trial.request().walSegmentBytes() / MEBIBYTE));
        CommandResult result = commands.run(trial.run().command(arguments), transcripts, "initdb");
        if (!result.succeeded()) {
            throw refused(trial.request(), "initdb: " + result.output().strip());
        }
    }

    private static String main(Dress dress, Trial trial) {
        Map<String, Placed> effective = new LinkedHashMap<>();
        dress.settings().forEach(setting -> effective.put(setting.name(), setting));
        dress.auto().forEach(setting -> effective.put(setting.name(), setting));
        Map<String, String> settings = new LinkedHashMap<>();
        effective.values().forEach(setting -> settings.put(setting.name(), setting.value()));
        settings.putAll(harmless(dress, trial, settings));
        return SettingsText.render(settings);
    }

    /** No network, no clients, no archive, no file of live's, no jobs; and little memory, because live needs its own. */
    private static Map<String, String> harmless(Dress dress, Trial trial, Map<String, String> settings) {
        Map<String, String> harmless = new LinkedHashMap<>(dress.locked());
        harmless.put("listen_addresses", "");
        harmless.put("unix_socket_directories", trial.socketFolder().toString());
        harmless.put("unix_socket_group", "");
        harmless.put("external_pid_file", "");
        harmless.put("logging_collector", "off");
        harmless.put("log_destination", "stderr");
        harmless.put("shared_buffers", "16MB");
        harmless.put("huge_pages", "off");
        if (trial.installation().major() < STATISTICS_IN_MEMORY_SINCE) {
            harmless.put("stats_temp_directory", "pg_stat_tmp");
        }
        if (settings.getOrDefault("shared_preload_libraries", "").contains("timescaledb")) {
            harmless.put("timescaledb.max_background_workers", "0");
            harmless.put("timescaledb.telemetry_level", "off");
        }
        return harmless;
    }

    private static void end(ServerControl control, Trial trial) {
        if (Files.exists(trial.dataDirectory().resolve("postmaster.pid"))) {
            control.stop(trial, PgCtl.Mode.IMMEDIATE, DEADLINE);
        }
    }

    private static LiveFailure refused(Dress dress, @Nullable String said) {
        List<Placed> all = new ArrayList<>(dress.settings());
        all.addAll(dress.auto());
        List<String> meant = ServerMessages.problems(String.valueOf(said), List.of()).stream()
                .flatMap(problem -> ServerMessages.byName(problem.text(), all).stream())
                .map(setting -> "`" + setting.name() + "` is from " + setting.place())
                .distinct()
                .toList();
        return refused(dress.request(), said + (meant.isEmpty() ? "" : " (" + String.join("; ", meant) + ")"));
    }

    private static LiveFailure refused(DressRequest request, String said) {
        return new LiveFailure(
                LiveErrors.TRIAL_FAILED,
                "a server of PostgreSQL " + request.target().version()
                        + " does not start with the settings that new would wear in production: " + said
                        + ". Live is untouched, the trial is removed. Correct live's files or the plan's `target.settings`,"
                        + " then retry");
    }

    /** The trial's cluster: empty, in a folder of its own, behind its own socket, without network where the worker is root. */
    private record Trial(DressRequest request, Path root, Path socketFolder) implements Startable {

        @Override
        public Installation installation() {
            return request.target();
        }

        @Override
        public Path dataDirectory() {
            try {
                return TrialCommands.data(root.toRealPath());
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        }

        @Override
        public int port() {
            return request.port();
        }

        @Override
        public String superuser() {
            return request.superuser();
        }

        @Override
        public Path log() {
            return TrialCommands.log(root);
        }

        @Override
        public ToolRun run() {
            return new ToolRun(
                    Accounts.isRoot() ? Optional.of(request.owner()) : Optional.empty(),
                    root,
                    Isolation.NO_NETWORK,
                    DEADLINE);
        }
    }
}
