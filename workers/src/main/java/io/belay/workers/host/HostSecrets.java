package io.belay.workers.host;

import io.belay.plans.model.Channel;
import io.belay.plans.model.Channel.Webhook;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.HostConfiguration.Connection;
import io.belay.plans.model.HostPooler.PgBouncer;
import io.belay.plans.model.SecretReference;
import io.belay.plans.model.SecretReference.InEnvironment;
import io.belay.plans.model.SecretReference.InFile;
import io.belay.plans.model.SecretReference.InPasswordFile;
import io.belay.workers.postgres.Access;
import io.belay.workers.postgres.Access.SearchPath;
import io.belay.workers.postgres.Endpoint;
import io.belay.workers.postgres.Password;
import io.belay.workers.postgres.PasswordFile;
import io.belay.workers.process.Masking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets that this host's file refers to: resolved when they are used, and known to the maskings so that nothing that
 * leaves the host shows one (invariant I7). Thread-safe.
 */
final class HostSecrets {

    private static final Duration STATEMENT = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(HostSecrets.class);

    private final HostConfiguration host;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    HostSecrets(HostConfiguration host) {
        this.host = host;
    }

    /** Asks anew at each use, so a secret that is rotated is hidden as soon as it can be read. */
    Masking masking() {
        return Masking.of(this::all);
    }

    String mask(String text) {
        return masking().mask(text);
    }

    /** How a cluster's live server is reached; every session begins read-only. */
    Access access(Connection connect) {
        Endpoint endpoint = connect.socket()
                .map(folder -> (Endpoint) new Endpoint.UnixSocket(folder, connect.port()))
                .orElseGet(() -> new Endpoint.Tcp(connect.address().orElse("localhost"), connect.port()));
        return new Access(
                endpoint,
                connect.user(),
                database -> connect.password().flatMap(secret -> resolve(secret, endpoint, database, connect.user())),
                STATEMENT,
                true,
                SearchPath.CATALOG_ONLY);
    }

    private static Optional<Password> resolve(SecretReference secret, Endpoint endpoint, String database, String user) {
        if (secret instanceof InPasswordFile file) {
            return new PasswordFile(file.path()).find(endpoint.host(), endpoint.port(), database, user);
        }
        return literal(secret).map(Password::new);
    }

    /**
     * For what is no password of a connection: a variable of a program, the address of a channel.
     *
     * @return empty when it cannot be read now, or its kind of place holds no single secret
     */
    Optional<String> reveal(SecretReference secret) {
        try {
            return literal(secret).filter(text -> !text.isEmpty());
        } catch (UncheckedIOException unreadable) {
            LOG.warn("a secret cannot be read: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> literal(SecretReference secret) {
        if (secret instanceof InEnvironment variable) {
            return Optional.ofNullable(System.getenv(variable.name()));
        }
        if (secret instanceof InFile file) {
            return lines(file.path()).findFirst().map(String::strip);
        }
        return Optional.empty();
    }

    /**
     * Every secret that could be read since this worker started: a rotated one may still stand in a log, and a file that cannot
     * be read now (or never could, so nothing of it was ever used) must not stop what has nothing to do with it.
     */
    private Set<String> all() {
        Stream.concat(passwords(), given()).forEach(secret -> {
            try {
                addAll(secret, known);
            } catch (UncheckedIOException unreadable) {
                LOG.debug("kept what is known of a secret: {}", unreadable.getMessage());
            }
        });
        return Set.copyOf(known);
    }

    private Stream<SecretReference> passwords() {
        return Stream.concat(
                        host.clusters().stream().map(HostConfiguration.Cluster::connect),
                        host.poolers().stream()
                                .flatMap(pooler -> pooler.pgbouncer().stream())
                                .map(PgBouncer::admin))
                .flatMap(connect -> connect.password().stream());
    }

    /** What programs get in their environment, and where channels lead: who knows such an address can write there. */
    private Stream<SecretReference> given() {
        return Stream.concat(
                host.programs().stream()
                        .flatMap(program -> program.environment().values().stream())
                        .flatMap(value -> value.secret().stream()),
                host.channels().stream()
                        .map(Channel::way)
                        .filter(Webhook.class::isInstance)
                        .map(Webhook.class::cast)
                        .map(Webhook::url));
    }

    private static void addAll(SecretReference secret, Set<String> secrets) {
        literal(secret).ifPresent(secrets::add);
        if (secret instanceof InPasswordFile file) {
            // host:port:database:user:password, colons in fields escaped (libpq, "The Password File")
            lines(file.path())
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("(?<!\\\\):", 5))
                    .filter(fields -> fields.length == 5)
                    .map(fields -> fields[4].replace("\\:", ":").replace("\\\\", "\\"))
                    .forEach(secrets::add);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException("the secret in " + file + " cannot be read", e);
        }
    }
}
