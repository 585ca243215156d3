package io.belay.workers.step;

import io.belay.workers.clone.OwnedFiles;
import io.belay.workers.clone.Recovered;
import io.belay.workers.hold.FinalName;
import io.belay.workers.hold.HoldLayout;
import io.belay.workers.live.LiveNow;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.Rename;
import io.belay.workers.postgres.PostgresErrors;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.ServersPasswordFile;
import io.belay.workers.postgres.TreeProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the candidate to its final place, where it follows live until a promotion, and back. Whatever an attempt left half done is found
 * by looking: where the tree is, and whose mark it bears. One thread.
 */
final class FollowerPlace {

    private static final String PART = ".belay-part";

    private final StepContext context;
    private final Candidates candidates;

    FollowerPlace(StepContext context) {
        this.context = context;
        this.candidates = new Candidates(context);
    }

    Optional<Follower> known() {
        return context.memory().read(Follower.NAME, Follower.class);
    }

    void keep(Follower follower) {
        context.memory().write(Follower.NAME, follower);
    }

    /**
     * What is known already, or decided now and remembered before anything is moved.
     *
     * @throws CandidateMissing when there is none
     * @throws io.belay.workers.hold.HoldFailure when the place cannot be had
     */
    Follower settle() {
        Optional<Follower> known = known();
        if (known.isPresent()) {
            return known.get();
        }
        CandidateRecord record = candidates.record();
        PromoteTarget target = PromoteTarget.find(context);
        Recovered recovered = candidates
                .servers()
                .recovered(candidates.reopenOld(record))
                .orElseThrow(() -> new ServerFailure(
                        PostgresErrors.END_OF_RECOVERY_UNKNOWN,
                        "the candidate does not say where its recovery ended, so nobody knows from where on it has to"
                                + " follow. Live is untouched"));
        Follower follower = new Follower(
                target.root().toString(),
                target.data().toString(),
                target.port(),
                PromoteChecks.socketFolder(context).toString(),
                record.superuser(),
                recovered.endOfRecovery().toString(),
                false,
                false,
                false);
        keep(follower);
        return follower;
    }

    /** Whether the candidate is there: only what bears this run's mark is ever touched. */
    boolean isThere(Follower follower) {
        return name(follower).isTaken();
    }

    /**
     * Nothing happens when it is there already.
     *
     * @throws CandidateMissing when it is neither there nor in the place
     */
    void give(Follower follower) {
        if (isThere(follower)) {
            return;
        }
        Path root = tree();
        if (!Files.isDirectory(root)) {
            throw new CandidateMissing("the candidate of run " + context.run().runId()
                    + " is neither in the place nor at `" + follower.root() + "`");
        }
        new CandidateCare(context).standStill();
        if (TreeProcesses.isAnyIn(root)) {
            throw new IllegalStateException("programs still work in the candidate, so it was not moved");
        }
        arrange(root, follower);
        candidates.sockets().remove(root);
        name(follower).give();
    }

    /** New's data directory comes to where the host's file wants it in the tree; old's, of no use any more, out of its way. */
    private void arrange(Path root, Follower follower) {
        CandidateRecord record = candidates.record();
        Path wanted = relativeData(follower);
        Path from = root.resolve(record.newData());
        Path to = root.resolve(wanted);
        Path part = root.resolve("new-" + record.newMajor() + PART);
        if (from.equals(to)) {
            return;
        }
        if (Files.isDirectory(from)) {
            Rename.withoutReplacing(from, part);
            removeEmpty(from.getParent(), root);
        }
        if (Files.isDirectory(part)) {
            Path old = Path.of(record.oldData());
            Path aside = HoldLayout.oldInClone(old, wanted, record.oldMajor());
            if (!aside.equals(old) && Files.isDirectory(root.resolve(old))) {
                Rename.withoutReplacing(root.resolve(old), root.resolve(aside));
                removeEmpty(root.resolve(old).getParent(), root);
            }
            Path above = to.getParent();
            if (above != null && !above.equals(root)) {
                new OwnedFiles(root, context.cluster().owner()).makeFolders(above);
            }
            Rename.withoutReplacing(part, to);
            Durable.syncFileSystem(root);
        }
    }

    private static void removeEmpty(@Nullable Path from, Path root) {
        Path folder = from;
        try {
            while (folder != null && !folder.equals(root) && folder.startsWith(root)) {
                Files.deleteIfExists(folder);
                folder = folder.getParent();
            }
        } catch (DirectoryNotEmptyException inUse) {
            // It holds something else: it stays.
            return;
        } catch (IOException refused) {
            throw new UncheckedIOException("the empty folder " + folder + " cannot be removed", refused);
        }
    }

    /** Back into the place, stopped; nothing happens when it is not at its final place. */
    void takeBack(Follower follower) {
        requireNotLive(follower);
        name(follower).takeBack();
    }

    /** Before the candidate is dropped: whatever works in it is ended, and nothing of it is left at its final place. */
    void forget() {
        known().ifPresent(follower -> {
            if (isThere(follower)) {
                requireNotLive(follower);
                TreeProcesses.end(follower.rootPath());
                name(follower).takeBack();
            }
            removePasswordFiles();
            context.memory().forget(Follower.NAME);
        });
    }

    /** For who comes to live. Beside the private sockets of clones, where the cluster's owner may pass, and which no snapshot holds. */
    Path passwordFile() {
        return FollowStep.passwordFile(
                context.cluster().sockets(), context.run().runId());
    }

    /** For who comes to new: the same password at another port. */
    Path passwordFileOfNew() {
        return context.cluster().sockets().resolve("pass-" + context.run().runId() + "-new");
    }

    void removePasswordFiles() {
        ServersPasswordFile.remove(passwordFile());
        ServersPasswordFile.remove(passwordFileOfNew());
    }

    /** Behind a crossing this very tree is live: asked of the register, and of the holds' decisions, which come before it. */
    private void requireNotLive(Follower follower) {
        boolean serves = context.cluster()
                .crossed()
                .map(LiveNow::dataDirectory)
                .filter(data -> data.startsWith(follower.rootPath()))
                .isPresent();
        if (serves || Switches.of(context).newServes()) {
            throw new IllegalStateException("`" + follower.root() + "` is live since the crossing of run "
                    + context.run().runId() + ": it is not touched");
        }
    }

    private Path tree() {
        return context.cluster().place().candidate(context.run().runId()).path();
    }

    private static Path relativeData(Follower follower) {
        return follower.rootPath().relativize(follower.dataPath());
    }

    private FinalName name(Follower follower) {
        return new FinalName(
                tree(),
                follower.rootPath(),
                relativeData(follower),
                context.run().runId() + " follow",
                context.cluster().owner());
    }
}
