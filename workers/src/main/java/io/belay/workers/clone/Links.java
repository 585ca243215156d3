package io.belay.workers.clone;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tablespaces and the write-ahead log behind links: each link is turned to the clone's own copy. A clone whose link still leads to
 * live starts without any warning, and its first table rewrite deletes live's files.
 *
 * <p>{@code tablespace_map}, which a copy made in backup mode carries, is turned too: at its start the server makes the links anew
 * from it. Links deeper than the folders of databases are not looked for (PostgreSQL never makes them).
 */
final class Links implements GateItem {

    private static final String TABLESPACES =
            "SELECT spcname, pg_catalog.pg_tablespace_location(oid) AS place FROM pg_catalog.pg_tablespace"
                    + " WHERE pg_catalog.pg_tablespace_location(oid) <> ''";

    private static final String MAP = "tablespace_map";

    @Override
    public int row() {
        return 1;
    }

    @Override
    public ErrorCode code() {
        return CloneErrors.LINK_LEADS_OUT;
    }

    @Override
    public String what() {
        return "every link of the data directory leads into the clone";
    }

    @Override
    public void apply(CloneFacts clone) {
        for (Path link : links(clone)) {
            Path target = target(link);
            own(clone, target)
                    .filter(own -> !own.equals(target))
                    .ifPresent(own -> clone.files().link(link, own));
        }
        Path map = clone.data().resolve(MAP);
        if (Files.isRegularFile(map)) {
            clone.files().write(map, turnMap(clone, read(map)));
        }
    }

    @Override
    public List<String> wrong(CloneFacts clone) {
        List<String> wrong = new ArrayList<>();
        for (Path link : links(clone)) {
            if (!leadsInside(clone, link)) {
                wrong.add("the link `" + clone.root().relativize(link) + "` leads to `" + target(link)
                        + "`, which is no part of the snapshot");
            }
        }
        Path map = clone.data().resolve(MAP);
        if (Files.isRegularFile(map)) {
            read(map)
                    .lines()
                    .map(line -> Path.of(line.substring(line.indexOf(' ') + 1)))
                    .filter(place -> !place.startsWith(clone.root()))
                    .forEach(place ->
                            wrong.add("`" + MAP + "` names `" + place + "`, which is no part of the snapshot"));
        }
        return wrong;
    }

    @Override
    public List<String> asked() {
        return List.of(TABLESPACES);
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        return session.query(TABLESPACES).stream()
                .filter(row -> isElsewhere(clone, row.text("place")))
                .map(row -> "the tablespace `" + row.text("spcname") + "` lies at `" + row.text("place")
                        + "`, outside the clone")
                .toList();
    }

    /** A tablespace inside the data directory is told by a relative path (from 15 on). */
    private static boolean isElsewhere(CloneFacts clone, String place) {
        return !clone.data().resolve(place).normalize().startsWith(clone.root());
    }

    private static List<Path> links(CloneFacts clone) {
        Stream<Path> top = OwnedFiles.list(clone.data()).stream();
        Stream<Path> databases = OwnedFiles.list(clone.data().resolve("base")).stream();
        Stream<Path> tablespaces = OwnedFiles.list(clone.data().resolve("pg_tblspc")).stream();
        return Stream.of(top, databases, tablespaces)
                .flatMap(paths -> paths)
                .filter(Files::isSymbolicLink)
                .toList();
    }

    private static boolean leadsInside(CloneFacts clone, Path link) {
        try {
            return link.toRealPath().startsWith(clone.root());
        } catch (IOException leadsNowhere) {
            return false;
        }
    }

    /** Where the target's copy lies in this clone; nothing when it is no part of it. */
    private static Optional<Path> own(CloneFacts clone, Path target) {
        if (target.startsWith(clone.root())) {
            return Optional.of(target);
        }
        for (Path named : List.of(target, real(target))) {
            for (Path origin : clone.request().origins()) {
                for (Path start : List.of(origin, real(origin))) {
                    Path own = named.startsWith(start) ? clone.root().resolve(start.relativize(named)) : start;
                    if (named.startsWith(start) && Files.exists(own)) {
                        return Optional.of(own);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The path itself when nothing is there (any more). */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException missing) {
            return path;
        }
    }

    private static String turnMap(CloneFacts clone, String map) {
        StringBuilder turned = new StringBuilder();
        for (String line : map.lines().toList()) {
            int space = line.indexOf(' ');
            Path target = Path.of(line.substring(space + 1));
            turned.append(line, 0, space + 1)
                    .append(own(clone, target).orElse(target))
                    .append('\n');
        }
        return turned.toString();
    }

    private static Path target(Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
