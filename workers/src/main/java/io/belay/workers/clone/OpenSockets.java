package io.belay.workers.clone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which sockets a process listens on, from {@code /proc} (proc(5)). */
final class OpenSockets {

    private static final String LISTENING_TCP = "0A";

    /** {@code __SO_ACCEPTCON}: a Unix socket that takes connections. */
    private static final int ACCEPTS = 0x10000;

    private OpenSockets() {}

    static boolean canSee() {
        return Files.isReadable(Path.of("/proc/self/net/unix"));
    }

    /** @return {@code unix PATH} or {@code tcp ADDRESS} each; nothing when this system does not show them */
    static Optional<List<String>> of(long pid) {
        Path process = Path.of("/proc", String.valueOf(pid));
        try {
            Set<String> inodes = inodes(process.resolve("fd"));
            List<String> open = new ArrayList<>();
            for (String table : List.of("tcp", "tcp6")) {
                listeningTcp(process.resolve("net").resolve(table), inodes).forEach(place -> open.add("tcp " + place));
            }
            listeningUnix(Files.readAllLines(process.resolve("net/unix")), inodes)
                    .forEach(place -> open.add("unix " + place));
            return Optional.of(open);
        } catch (IOException notShown) {
            return Optional.empty();
        }
    }

    private static Set<String> inodes(Path descriptors) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (var entries = Files.newDirectoryStream(descriptors)) {
            for (Path entry : entries) {
                String target = linkTarget(entry);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String linkTarget(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static List<String> listeningTcp(Path table, Set<String> inodes) throws IOException {
        if (!Files.isReadable(table)) {
            return List.of();
        }
        return listeningTcp(Files.readAllLines(table), inodes);
    }

    /** Columns: number, local address, remote address, state, ..., inode as the tenth. */
    static List<String> listeningTcp(List<String> table, Set<String> inodes) {
        List<String> found = new ArrayList<>();
        for (String line : table) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > 9 && columns[3].equals(LISTENING_TCP) && inodes.contains(columns[9])) {
                found.add(columns[1]);
            }
        }
        return found;
    }

    /** Columns: number, references, protocol, flags, type, state, inode, path. */
    static List<String> listeningUnix(List<String> table, Set<String> inodes) {
        List<String> found = new ArrayList<>();
        for (String line : table) {
            String[] columns = line.strip().split("\\s+", 8);
            if (columns.length > 6
                    && columns[3].matches("[0-9A-Fa-f]{8}")
                    && (Integer.parseUnsignedInt(columns[3], 16) & ACCEPTS) != 0
                    && inodes.contains(columns[6])) {
                found.add(columns.length > 7 ? columns[7] : "(without a name)");
            }
        }
        return found;
    }
}
