package io.belay.lab.oracle;

import io.belay.lab.Door;
import io.belay.lab.Proof;
import io.belay.lab.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the host. Each look tries a write on both servers, so it is for moments in which nothing is under way. */
public final class Host {

    /** Changes nothing that anybody could see, but is written and committed like any other. */
    private static final String WRITE = "UPDATE shop.account SET balance = balance WHERE id = 1";

    private final Ground ground;

    public Host(Ground ground) {
        this.ground = ground;
    }

    public Truth look(String run) throws IOException {
        boolean old = takesWrites(ground.old(), ground.oldData());
        boolean target = takesWrites(ground.target(), ground.newData());
        return new Truth(
                old,
                target,
                Files.exists(ground.oldData().resolve("PG_VERSION")),
                Files.exists(ground.place().resolve("candidates").resolve(run)),
                names(ground.place().resolve("waypoints").resolve(run)),
                new Leftovers(ground).of(run),
                proof(old, target));
    }

    private Optional<Proof> proof(boolean old, boolean target) throws IOException {
        if (old == target) {
            return Optional.empty();
        }
        try (Sql sql = Sql.open(old ? ground.old() : ground.target())) {
            return Optional.of(Proof.of(ground.acknowledged(), sql));
        } catch (SQLException failure) {
            throw new IOException("the server that took a write does not answer: " + failure.getMessage(), failure);
        }
    }

    private static boolean takesWrites(Door door, Path data) {
        try (Sql sql = Sql.open(door)) {
            sql.execute("SET lock_timeout = '10s'");
            return sql.update(WRITE) == 1
                    && Path.of(sql.value("SHOW data_directory")).toRealPath().equals(data.toRealPath());
        } catch (SQLException | IOException refused) {
            return false;
        }
    }

    static Set<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot be read: " + folder, failure);
        }
    }
}
