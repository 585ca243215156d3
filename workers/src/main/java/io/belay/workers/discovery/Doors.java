package io.belay.workers.discovery;

import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint.UnixSocket;
import io.belay.workers.postgres.PasswordFile;
import io.belay.workers.postgres.PostgresFailure;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.process.ProcessFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ways into a server that may be open to this account, and the first of them that is. Thread-safe. */
final class Doors {

    static final String BELAY = "belay";

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Wanted wanted;
    private final CommandRunner commands;
    private final Path transcripts;

    /**
     * @param entrance empty when none was open
     * @param belayComesIn whether the role {@code belay}, or the one that was named, gets in from this account
     * @param refusal of the last that was tried
     */
    record Tried(Optional<Entrance> entrance, boolean belayComesIn, String refusal) {}

    Doors(Wanted wanted, CommandRunner commands, Path transcripts) {
        this.wanted = wanted;
        this.commands = commands;
        this.transcripts = transcripts;
    }

    /** @param psql of the server's own major, for root */
    Tried open(UnixSocket socket, Optional<Account> owner, Optional<Path> psql) {
        String refusal = "";
        boolean comesIn = false;
        Optional<Entrance> first = Optional.empty();
        for (Entrance entrance : candidates(socket, owner, psql)) {
            try {
                LiveQuestions.self(entrance);
                first = Optional.of(entrance);
                comesIn = entrance instanceof DriverEntrance && isWorkers(entrance);
                break;
            } catch (PostgresFailure | ServerFailure | ProcessFailure closed) {
                refusal =
                        String.valueOf(closed.getMessage()).lines().findFirst().orElse("");
            }
        }
        return new Tried(first, comesIn, first.isPresent() ? "" : refusal);
    }

    private boolean isWorkers(Entrance entrance) {
        return entrance.inWords().startsWith("as " + wanted.user().orElse(BELAY) + ",");
    }

    private List<Entrance> candidates(UnixSocket socket, Optional<Account> owner, Optional<Path> psql) {
        List<Entrance> doors = new ArrayList<>();
        doors.add(new DriverEntrance(access(socket, wanted.user().orElse(BELAY))));
        if (wanted.user().isPresent()) {
            return doors;
        }
        Set<String> roles = new LinkedHashSet<>();
        owner.map(Account::name).ifPresent(roles::add);
        roles.add("postgres");
        boolean mayBecome = Accounts.isRoot()
                && owner.isPresent()
                && psql.filter(Files::isExecutable).isPresent();
        if (mayBecome) {
            roles.forEach(role -> doors.add(
                    new OwnersEntrance(psql.orElseThrow(), socket, owner.orElseThrow(), role, commands, transcripts)));
        } else {
            Accounts.current().map(Account::name).ifPresent(roles::add);
            roles.forEach(role -> doors.add(new DriverEntrance(access(socket, role))));
        }
        return doors;
    }

    private Access access(UnixSocket socket, String role) {
        return wanted.passwords()
                .map(file -> Access.byPasswordFile(socket, role, new PasswordFile(file), DEADLINE))
                .orElseGet(() -> Access.byPeer(socket, role, DEADLINE));
    }
}
