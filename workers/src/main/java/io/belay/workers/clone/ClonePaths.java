package io.belay.workers.clone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a copy really lies, proven before anything is written: inside the place, reached through no link, and not the tree that it is
 * a copy of. Immutable.
 *
 * @param root real path
 * @param data real path, inside {@code root} or the same
 */
record ClonePaths(Path root, Path data) {

    /** @throws GateRefusal {@code BLY-3401} or {@code BLY-3404}; nothing was written then */
    static ClonePaths prove(CloneRequest request) {
        Path root = realPathInside(request.place(), request.root());
        if (isSameFolder(root, request.place())) {
            throw outside(request.root(), request.place(), "it is the place itself");
        }
        for (Path origin : request.origins()) {
            if (root.startsWith(origin) || isSameFolder(origin, root)) {
                throw outside(root, request.place(), "it is, or lies in, the very tree that it is a copy of");
            }
        }
        Path named = root.resolve(request.dataDirectory()).normalize();
        Path data = realPathInside(root, named);
        if (!data.equals(named)) {
            throw outside(request.dataDirectory(), root, "a link stands in between");
        }
        requireMajor(request, data);
        return new ClonePaths(root, data);
    }

    private static void requireMajor(CloneRequest request, Path data) {
        try {
            String version = Files.readString(data.resolve("PG_VERSION")).strip();
            if (!version.equals(String.valueOf(request.installation().major()))) {
                throw new GateRefusal(
                        CloneErrors.WRONG_MAJOR,
                        "`" + data + "` was written by PostgreSQL " + version + ", not "
                                + request.installation().major() + ". Nothing was changed.");
            }
        } catch (IOException unreadable) {
            throw new GateRefusal(
                    CloneErrors.WRONG_MAJOR,
                    "`" + data + "` is no data directory: its PG_VERSION cannot be read. Nothing was changed.");
        }
    }

    private static Path realPathInside(Path place, Path path) {
        try {
            Path real = path.toRealPath();
            if (!real.startsWith(place.toRealPath())) {
                throw outside(path, place, "its real path is `" + real + "`");
            }
            return real;
        } catch (IOException missing) {
            throw outside(path, place, "it cannot be resolved");
        }
    }

    private static boolean isSameFolder(Path left, Path right) {
        try {
            return Files.exists(left) && Files.isSameFile(left, right);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static GateRefusal outside(Path path, Path place, String why) {
        return new GateRefusal(
                CloneErrors.OUTSIDE_THE_PLACE,
                "`" + path + "` is not taken for a clone inside `" + place + "`: " + why + ". Nothing was changed.");
    }
}
