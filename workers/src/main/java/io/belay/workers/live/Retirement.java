package io.belay.workers.live;

import io.belay.workers.posix.Account;
import io.belay.workers.posix.Accounts;
import io.belay.workers.postgres.ControlData;
import io.belay.workers.postgres.ControlDataReader;
import io.belay.workers.postgres.Installation;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.ServerFailure;
import io.belay.workers.postgres.ToolRun;
import io.belay.workers.process.Command.Isolation;
import io.belay.workers.process.CommandRunner;
import io.belay.workers.storage.Place;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The end of what a crossing replaced: first every proof, then the removal of exactly the recorded folders. May be called again after
 * a crash at any moment. One thread.
 */
public final class Retirement {

    private static final Duration TOOL = Duration.ofMinutes(1);

    private final LiveNow now;
    private final OldLive old;
    private final Map<Integer, Installation> installations;
    private final Account owner;
    private final Place place;
    private final ControlDataReader controlData;
    private final OldRemoval removal;

    /** @param place where a subvolume goes on its way out, and which is never inside what is removed */
    public Retirement(
            LiveNow now,
            OldLive old,
            Map<Integer, Installation> installations,
            Account owner,
            Place place,
            CommandRunner commands,
            Path transcripts) {
        this.now = now;
        this.old = old;
        this.installations = Map.copyOf(installations);
        this.owner = owner;
        this.place = place;
        this.controlData = new ControlDataReader(commands, transcripts);
        this.removal = new OldRemoval(old, place);
    }

    /** Whether an earlier call got as far as taking old out of its place: from there on it is only finished. */
    public boolean hasBegun() {
        return removal.hasBegun();
    }

    /** Whether nothing of it is left where it was recorded. */
    public boolean isDone() {
        return !hasBegun() && !Files.exists(old.dataDirectory(), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * New serves, and old is what was recorded, stopped as it was, used by nobody. Changes nothing.
     *
     * @return old's control data
     * @throws LiveFailure {@code BLY-3683}, {@code BLY-3684} or {@code BLY-3685}
     */
    public ControlData require() {
        requireNewServes();
        requireApart();
        OldFolders folders = new OldFolders(old, old.dataDirectory());
        requireUnused(folders.all());
        List<String> wrong = folders.wrong(owner.userId());
        if (!wrong.isEmpty()) {
            throw changed(String.join("; ", wrong));
        }
        ControlData control = read(old.major(), old.dataDirectory());
        if (!control.systemIdentifier().equals(old.systemIdentifier())) {
            throw changed("its system identifier is " + control.systemIdentifier() + ", not " + old.systemIdentifier());
        }
        if (!control.isShutDown() || !control.checkpoint().toString().equals(old.checkpoint())) {
            throw changed("it was started since the crossing: its control data says `"
                    + control.state().words() + "` at " + control.checkpoint() + ", and it was stopped at "
                    + old.checkpoint() + ". What was written to it would be lost");
        }
        return control;
    }

    /** New runs and is the one that the register means: asked again before a removal is finished. */
    public void requireNewServes() {
        if (ServerControl.servedBy(now.dataDirectory()).isEmpty()) {
            throw newNotServing("no server runs on it");
        }
        String identifier = read(now.major(), now.dataDirectory()).systemIdentifier();
        if (!identifier.equals(now.systemIdentifier())) {
            throw newNotServing("its system identifier is " + identifier + ", not " + now.systemIdentifier());
        }
    }

    /**
     * Removes the recorded folders. What else lies beside them stays, and the folders around it.
     *
     * @param tick called now and then with what is done; may throw to let go, the next call goes on
     * @return what stayed, a sentence each
     * @throws LiveFailure {@code BLY-3683} when somebody uses it after all, {@code BLY-3686} when something cannot be removed
     */
    public List<String> remove(Consumer<String> tick) {
        return removal.remove(tick);
    }

    /** None of the folders may hold what is needed, whatever the register says. */
    private void requireApart() {
        for (Path folder : new OldFolders(old, old.dataDirectory()).all()) {
            for (Path needed : List.of(now.dataDirectory(), place.root(), owner.home())) {
                if (needed.startsWith(folder)) {
                    throw changed("`" + needed + "`, which is needed, lies in `" + folder + "`");
                }
            }
            if (folder.startsWith(now.dataDirectory()) || folder.getNameCount() < 2) {
                throw changed("`" + folder + "` is no folder of old's own");
            }
        }
    }

    private void requireUnused(List<Path> folders) {
        Optional<Long> server = ServerControl.servedBy(old.dataDirectory());
        if (server.isPresent()) {
            throw inUse(old, "a server runs on it, process " + server.get());
        }
        List<String> users = FolderUsers.of(folders);
        if (!users.isEmpty()) {
            throw inUse(old, String.join(", ", users));
        }
    }

    static LiveFailure inUse(OldLive old, String by) {
        return new LiveFailure(
                LiveErrors.OLD_IN_USE,
                "old live `" + old.dataDirectory() + "` is in use: " + by
                        + ". Nothing was removed. If it serves somebody, find out who writes to it; stop it cleanly, then"
                        + " retry");
    }

    private ControlData read(int major, Path data) {
        Installation programs = Optional.ofNullable(installations.get(major))
                .orElseThrow(() -> changed("this host has no programs of PostgreSQL " + major
                        + " any more, so `" + data + "` cannot be recognised; name their folder under `postgres` in the"
                        + " host's file"));
        ToolRun run = new ToolRun(
                Accounts.isRoot() ? Optional.of(owner) : Optional.empty(), Path.of("/"), Isolation.NONE, TOOL);
        try {
            return controlData.read(programs, data, run);
        } catch (ServerFailure unreadable) {
            throw changed(String.valueOf(unreadable.getMessage()));
        }
    }

    private LiveFailure changed(String why) {
        return new LiveFailure(
                LiveErrors.OLD_CHANGED,
                "old live `" + old.dataDirectory() + "` is not removed: " + why
                        + ". Nothing was touched. Look at it; what is not old's must be moved away by hand, then retry");
    }

    private LiveFailure newNotServing(String why) {
        return new LiveFailure(
                LiveErrors.NEW_NOT_SERVING,
                "old live is not removed, because new `" + now.dataDirectory() + "` does not serve: " + why
                        + ". Nothing was touched. Bring new up, then retry");
    }
}
