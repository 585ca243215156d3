package io.belay.workers.clone;

import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import io.belay.workers.postgres.SocketFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One Unix socket in a folder that only the owner can enter; no TCP, no SSL keys (rows 11 and 16). */
final class Reachability implements GateItem {

    @Override
    public int row() {
        return 11;
    }

    @Override
    public String what() {
        return "the only way in is a socket in a private folder (rows 11 and 16)";
    }

    @Override
    public Map<String, String> settings(CloneFacts clone) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "");
        settings.put("port", String.valueOf(clone.request().port()));
        settings.put(
                "unix_socket_directories",
                quotedInList(clone.request().socketFolder().toString()));
        settings.put("unix_socket_permissions", "0700");
        settings.put("ssl", "off");
        settings.put("krb_server_keyfile", "");
        return settings;
    }

    @Override
    public void apply(CloneFacts clone) {
        clone.files().makePrivateFolder(clone.request().socketFolder());
    }

    @Override
    public List<String> wrong(CloneFacts clone) {
        Path folder = clone.request().socketFolder();
        try {
            boolean isPrivate =
                    Files.getPosixFilePermissions(folder).equals(PosixFilePermissions.fromString("rwx------"));
            boolean isOwners =
                    OwnedFiles.userOf(folder) == clone.request().owner().userId();
            return isPrivate && isOwners
                    ? List.of()
                    : List.of("the folder `" + folder + "` is not private to `"
                            + clone.request().owner().name() + "`");
        } catch (NoSuchFileException missing) {
            // The copy of an attempt that ended in the middle of the gate: refused, so that the next one may remove it.
            return List.of("the folder `" + folder + "` does not exist");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        Path socket = SocketFolder.socket(
                clone.request().socketFolder(), clone.request().port());
        return OpenSockets.of(server.pid())
                .map(open -> open.stream()
                        .filter(place -> !place.equals("unix " + socket))
                        .map(place -> "the server listens on " + place)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<String> notIsolated(CloneFacts clone) {
        return OpenSockets.canSee()
                ? List.of()
                : List.of("this system does not show which sockets a process listens on: that the clone has no other"
                        + " is known from its settings only");
    }

    /** The setting is a list: a name with a comma or a blank in it needs quotes of its own. */
    private static String quotedInList(String folder) {
        return folder.matches("[A-Za-z0-9_./-]+") ? folder : '"' + folder.replace("\"", "\"\"") + '"';
    }
}
