package io.belay.workers.hold;

import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.JdbcServer;
import io.belay.workers.postgres.PasswordFile;
import io.belay.workers.postgres.SentStatements;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.replication.Names;
import io.belay.workers.replication.SourceAddress;
import io.belay.workers.replication.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order of a hold in which clients go from one running server to another that follows it. There and back are the same order with the
 * sides swapped. Immutable, without secrets.
 *
 * @param format of this file, 1
 * @param epoch of the step; there is one hold for each, whichever its direction
 * @param budgetMilliseconds for which clients may be held
 * @param killMilliseconds after which transactions that keep a pooler from pausing are ended; 0 for never
 * @param state the worker's state folder
 * @param transcripts keeps what programs say
 * @param from serves when the hold begins
 * @param to follows it, and shall serve
 * @param databases all that are followed
 * @param way by which {@code to} follows {@code from} when the hold begins
 * @param wayBack whether {@code from} follows {@code to} behind the crossing
 * @param owner account of the data directories
 * @param named what the host's file named as the cluster's data directory, and {@code namedPort} as its port, when this was ordered
 * @param rehearsed whether both sides are throw-away clones: nobody's register or dress is concerned
 */
public record OnlineOrder(
        int format,
        String run,
        String step,
        int epoch,
        String cluster,
        long budgetMilliseconds,
        long killMilliseconds,
        Path state,
        Path transcripts,
        Side from,
        Side to,
        List<String> databases,
        Way way,
        boolean wayBack,
        String owner,
        Path named,
        int namedPort,
        List<Held> poolers,
        boolean rehearsed)
        implements HoldOrder {

    /**
     * One of the two servers. Both run on this host.
     *
     * @param root of its storage unit
     * @param data its data directory, real path
     * @param socketFolder where its socket is, for Belay's own sessions
     * @param superuser as whom Belay comes; its access rules let that role in through the socket
     * @param passwordFile in libpq's form; empty where none is asked for
     * @param address how the other side's server reaches it
     * @param fence file for what it was like before it was fenced. The same for each hold of the run: who swaps back opens by it what the
     *     hold before closed
     * @param openRules file with what its {@code pg_hba.conf} is once it serves, where it was shut by its rules from its start on; empty
     *     otherwise. Not read where {@code fence} is kept
     */
    public record Side(
            Programs programs,
            Path root,
            Path data,
            Path socketFolder,
            int port,
            String superuser,
            String passwordFile,
            Address address,
            Path fence,
            String openRules) {

        /**
         * Opens nothing by itself.
         *
         * @param deadline for each statement
         */
        public JdbcServer server(Duration deadline, SentStatements sent) {
            Endpoint.UnixSocket socket = new Endpoint.UnixSocket(socketFolder, port);
            Access access = passwordFile.isEmpty()
                    ? Access.byPeer(socket, superuser, deadline)
                    : Access.byPasswordFile(socket, superuser, new PasswordFile(Path.of(passwordFile)), deadline);
            return new JdbcServer(access.noting(sent), WarmSessions.ADMIN);
        }

        /** For those who lead clients there. */
        LiveServer asLive() {
            return new LiveServer(programs.major(), new LiveAddress(List.of(socketFolder), port));
        }

        /** The same for any hold but the first: what it was shut by is kept now, or was opened. */
        public Side onceOpened() {
            return new Side(programs, root, data, socketFolder, port, superuser, passwordFile, address, fence, "");
        }
    }

    /**
     * @param passwordFile readable for the other server's account; empty where none is asked for
     * @param more of libpq's words, none of them a password
     */
    public record Address(String host, int port, String user, String passwordFile, Map<String, String> more) {

        public Address {
            more = Map.copyOf(more);
        }

        public SourceAddress source() {
            return new SourceAddress(
                    host,
                    port,
                    user,
                    passwordFile.isEmpty() ? Optional.empty() : Optional.of(Path.of(passwordFile)),
                    more);
        }
    }

    public OnlineOrder {
        databases = List.copyOf(databases);
        poolers = List.copyOf(poolers);
    }

    Names names() {
        return Names.ofRun(run);
    }

    /** By which {@code from} will follow {@code to}. */
    public Way next() {
        return way.reversed();
    }

    Duration kill() {
        return Duration.ofMillis(killMilliseconds);
    }

    @Override
    public Course course(HoldFolder folder, CommandRunner commands) {
        return new OnlineCourse(this, folder, commands);
    }
}
