package io.belay.workers.clone;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code postmaster.pid} of the original: its number may be that of a living process, live's own above all, and would block the
 * start. The gate has proven before that no server runs on the copy itself.
 */
final class LockFiles implements GateItem {

    private static final List<String> NAMES = List.of("postmaster.pid", "postmaster.opts");

    @Override
    public int row() {
        return 2;
    }

    @Override
    public boolean isForFreshCopies() {
        return true;
    }

    @Override
    public String what() {
        return "the original's lock files are gone";
    }

    @Override
    public void apply(CloneFacts clone) {
        NAMES.forEach(name -> clone.files().delete(clone.data().resolve(name)));
    }

    @Override
    public List<String> wrong(CloneFacts clone) {
        Stream<String> left =
                NAMES.stream().filter(name -> Files.exists(clone.data().resolve(name), LinkOption.NOFOLLOW_LINKS));
        return left.map(name -> "`" + name + "` is there").toList();
    }
}
