package io.belay.workers.discovery;

import io.belay.workers.hold.LiveAddress;
import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.Endpoint.UnixSocket;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.PostmasterPid;
import io.belay.workers.process.ProcessFailure;
import io.belay.workers.storage.DataDirectoryLinks;
import io.belay.workers.storage.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** From one running server to everything that is to be known of its cluster. Thread-safe. */
final class ClusterSurvey {

    private static final Path PROC = Path.of("/proc");

    private final Wanted wanted;
    private final ProcessTable table;
    private final List<Installation> installed;
    private final Doors doors;
    private final CopySpeed speed;
    private final Poolers poolers;

    ClusterSurvey(
            Wanted wanted,
            ProcessTable table,
            List<Installation> installed,
            Doors doors,
            CopySpeed speed,
            Poolers poolers) {
        this.wanted = wanted;
        this.table = table;
        this.installed = installed;
        this.doors = doors;
        this.speed = speed;
        this.poolers = poolers;
    }

    /** What a server was found to listen on, and how it let us in. */
    private record Met(Optional<UnixSocket> socket, Doors.Tried tried) {}

    /** Empty, with a note, when it is not the wanted one or nothing tells where its files are. */
    Optional<FoundCluster> look(Postmaster server, List<String> notes) {
        Optional<Account> owner = Accounts.byUserId(server.process().userId());
        Met met = meet(server, owner);
        boolean other = wanted.port().isPresent()
                && !met.socket()
                        .map(UnixSocket::port)
                        .equals(Optional.of(wanted.port().getAsInt()));
        if (other) {
            return Optional.empty();
        }
        Optional<LiveFacts> live = Optional.empty();
        String refusal = met.tried().refusal();
        if (met.tried().entrance().isPresent()) {
            try {
                live = Optional.of(LiveQuestions.all(
                        met.tried().entrance().get(), met.tried().belayComesIn()));
            } catch (PostgresFailure | ProcessFailure closed) {
                refusal = String.valueOf(closed.getMessage());
            }
        }
        Optional<Path> said = live.map(facts -> facts.setting("data_directory"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of);
        Optional<Path> data = server.dataDirectory().or(() -> said);
        if (data.isEmpty()) {
            notes.add("a server (process " + server.process().pid()
                    + ") does not tell this account where its data lies; run belay init as root");
            return Optional.empty();
        }
        return Optional.of(
                describe(server, data.get(), owner, met.socket(), live, live.isPresent() ? "" : refusal, notes));
    }

    private FoundCluster describe(
            Postmaster server,
            Path data,
            Optional<Account> owner,
            Optional<UnixSocket> socket,
            Optional<LiveFacts> live,
            String refusal,
            List<String> notes) {
        List<Path> unreadable = new ArrayList<>();
        Optional<Path> wal = walOutside(data);
        List<Path> outside = new ArrayList<>(wal.stream().toList());
        live.map(LiveFacts::tablespaces).map(Map::values).ifPresent(outside::addAll);
        List<FoundPooler> before = socket.map(listens ->
                        poolers.before(new LiveAddress(List.of(listens.folder()), listens.port()), unreadable))
                .orElse(List.of());
        unreadable.forEach(file -> notes.add("a PgBouncer runs here, and its configuration `" + file
                + "` is not this account's to read; run belay init as root"));
        return new FoundCluster(
                name(server, data, live),
                data,
                major(server, data, live),
                owner.map(Account::name).orElse(Long.toString(server.process().userId())),
                server.startedBy(),
                wal,
                socket.map(UnixSocket::folder),
                socket.map(listens -> OptionalInt.of(listens.port())).orElse(OptionalInt.empty()),
                new GroundSurvey(Mounts.ofThisProcess(), data, outside).look(speed),
                live,
                refusal,
                before);
    }

    private Met meet(Postmaster server, Optional<Account> owner) {
        Optional<Path> psql = server.process()
                .program()
                .map(program -> program.resolveSibling("psql"))
                .filter(Files::isExecutable)
                .or(() -> installed.stream().reduce((lower, higher) -> higher).map(newest -> newest.program("psql")));
        Optional<UnixSocket> written = written(server);
        if (written.isPresent()) {
            return new Met(written, doors.open(written.get(), owner, psql));
        }
        List<UnixSocket> listening = Sockets.listening(PROC);
        for (UnixSocket socket : listening) {
            Doors.Tried tried = doors.open(socket, owner, psql);
            if (tried.entrance()
                    .filter(entrance -> leadsTo(server, entrance, socket))
                    .isPresent()) {
                return new Met(Optional.of(socket), tried);
            }
        }
        return new Met(
                Optional.empty(),
                new Doors.Tried(
                        Optional.empty(),
                        false,
                        "none of the sockets here belongs to it and lets this account in: "
                                + listening.stream().map(UnixSocket::toString).collect(Collectors.joining(", "))));
    }

    /** A session's process is a child of its server's; a pooler in between has another port. */
    private boolean leadsTo(Postmaster server, Entrance entrance, UnixSocket socket) {
        return table.parentOf(LiveQuestions.self(entrance).number("pid"))
                        == server.process().pid()
                && LiveQuestions.settings(entrance).getOrDefault("port", "").equals(String.valueOf(socket.port()));
    }

    /** As the server wrote it, else as the caller said. */
    private Optional<UnixSocket> written(Postmaster server) {
        return pidFile(server)
                .filter(file -> file.port().isPresent() && file.socketFolder().isPresent())
                .map(file -> new UnixSocket(
                        file.socketFolder().orElseThrow(), file.port().getAsInt()))
                .or(() -> wanted.socket()
                        .filter(folder -> wanted.port().isPresent())
                        .map(folder -> new UnixSocket(folder, wanted.port().getAsInt())));
    }

    private static Optional<PostmasterPid> pidFile(Postmaster server) {
        try {
            return server.dataDirectory().flatMap(PostmasterPid::read);
        } catch (UncheckedIOException closedToUs) {
            return Optional.empty();
        }
    }

    private static Optional<Path> walOutside(Path data) {
        try {
            return DataDirectoryLinks.of(data).stream()
                    .filter(link -> link.link().endsWith("pg_wal"))
                    .flatMap(link -> link.target().stream())
                    .findFirst();
        } catch (UncheckedIOException closedToUs) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(Postmaster server, Path data, Optional<LiveFacts> live) {
        if (server.startedBy().service().equals("pg_ctlcluster")) {
            String name = server.startedBy().name();
            return Optional.of(name.substring(name.indexOf('/') + 1));
        }
        return WorkPlace.name(data)
                .or(() -> live.map(facts -> facts.setting("cluster_name")).filter(name -> !name.isEmpty()));
    }

    private int major(Postmaster server, Path data, Optional<LiveFacts> live) {
        try {
            return Integer.parseInt(Files.readString(data.resolve("PG_VERSION")).strip());
        } catch (IOException | NumberFormatException closedToUs) {
            String said = live.map(facts -> facts.setting("server_version_num")).orElse("");
            Path program = Path.of(server.process().arguments().get(0));
            return said.isEmpty()
                    ? installed.stream()
                            .filter(installation -> program.startsWith(installation.programs()))
                            .mapToInt(Installation::major)
                            .findFirst()
                            .orElse(0)
                    : Integer.parseInt(said) / 10_000;
        }
    }
}
