package io.belay.workers.clone;

import io.belay.plans.problem.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Snapshots inherit owner and mode; two inodes are looked at instead of a walk over millions of files. */
final class Ownership implements GateItem {

    @Override
    public int row() {
        return 24;
    }

    @Override
    public ErrorCode code() {
        return CloneErrors.WRONG_OWNER;
    }

    @Override
    public String what() {
        return "the files belong to the cluster's owner and nobody else can enter";
    }

    @Override
    public List<String> wrong(CloneFacts clone) {
        List<String> wrong = new ArrayList<>();
        for (Path path : List.of(clone.data(), clone.data().resolve("PG_VERSION"))) {
            try {
                if (OwnedFiles.userOf(path) != clone.request().owner().userId()) {
                    wrong.add("`" + path + "` does not belong to `"
                            + clone.request().owner().name() + "`");
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(clone.data());
            if (mode.stream().anyMatch(right -> right.name().startsWith("OTHERS_"))
                    || mode.contains(PosixFilePermission.GROUP_WRITE)) {
                wrong.add("others can enter `" + clone.data() + "`: run chmod 0700 on it");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return wrong;
    }
}
