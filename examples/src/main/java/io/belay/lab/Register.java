package io.belay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What one lab owns on this machine, in a file that is written before each effect, so that a later start can remove what a killed
 * lab left. It lies in a state folder, not in the runtime folder: a restart of the machine ends processes and mounts, but leaves
 * folders and accounts. Thread-safe.
 */
final class Register {

    /** In the environment of everything that a lab starts, with the lab's id. */
    static final String MARK = "BELAY_LAB";

    static final String SUFFIX = ".register";

    /** What can be owned. Each line of the file is a kind, a blank and the name. */
    enum Kind {
        /** The process that answers for the lab, and the boot it belongs to: {@code PID/TICKS BOOT}. */
        OWNER,
        /** {@code PID/TICKS}; only those that the mark or the account would not show. */
        PROCESS,
        /** A folder with all in it. */
        FOLDER,
        /** A mount point. */
        MOUNT,
        /** The file behind a loop device. */
        IMAGE,
        /** An operating-system account by name. */
        ACCOUNT,
        /** The lab was left running on purpose; only an explicit sweep removes it. */
        KEPT
    }

    /** @param name by kind */
    record Entry(Kind kind, String name) {

        String line() {
            return kind + " " + name + "\n";
        }

        static Optional<Entry> parse(String line) {
            int blank = line.indexOf(' ');
            // The last line of a writer that was killed may be torn; its effect was not begun.
            return blank < 0
                    ? Optional.empty()
                    : kindOf(line.substring(0, blank)).map(kind -> new Entry(kind, line.substring(blank + 1)));
        }

        private static Optional<Kind> kindOf(String text) {
            return List.of(Kind.values()).stream()
                    .filter(kind -> kind.name().equals(text))
                    .findFirst();
        }
    }

    private final Path file;
    private final String id;

    private Register(Path file, String id) {
        this.file = file;
        this.id = id;
    }

    /** A new one, owned by this process. */
    static Register open(Path home) {
        String id = HexFormat.of().formatHex(new SecureRandom().generateSeed(4));
        Register register = new Register(home.resolve(id + SUFFIX), id);
        register.add(Kind.OWNER, ProcessMark.ofThisProcess().text() + " " + bootId());
        return register;
    }

    static Register existing(Path file) {
        String name = file.getFileName().toString();
        return new Register(file, name.substring(0, name.length() - SUFFIX.length()));
    }

    /** {@code /var/lib/belay/lab} for root, else {@code ~/.local/state/belay/lab}; created when missing, for the owner only. */
    static Path home() {
        Path home = System.getProperty("user.name").equals("root")
                ? Path.of("/var/lib/belay/lab")
                : Path.of(System.getProperty("user.home"), ".local", "state", "belay", "lab");
        try {
            return Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create " + home, failure);
        }
    }

    static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException("the kernel's boot id cannot be read", failure);
        }
    }

    String id() {
        return id;
    }

    Path file() {
        return file;
    }

    /** On disk when it returns; only then may the effect begin. */
    synchronized void add(Kind kind, String name) {
        if (name.contains("\n")) {
            throw new IllegalArgumentException("no line break in a name: " + name);
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(new Entry(kind, name).line().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the lab's register " + file, failure);
        }
    }

    /** In the order in which they were added; none when its lab was closed. */
    List<Entry> entries() {
        try {
            List<Entry> entries = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                Entry.parse(line).ifPresent(entries::add);
            }
            return entries;
        } catch (NoSuchFileException closed) {
            return List.of();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the lab's register " + file, failure);
        }
    }

    List<String> names(Kind kind) {
        return entries().stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::name)
                .toList();
    }

    boolean isThere() {
        return Files.exists(file);
    }

    boolean isKept() {
        return !names(Kind.KEPT).isEmpty();
    }

    /** Whether the machine has not been started anew since. */
    boolean isOfThisBoot() {
        return names(Kind.OWNER).stream().anyMatch(name -> name.endsWith(" " + bootId()));
    }

    boolean hasLivingOwner() {
        return isOfThisBoot()
                && names(Kind.OWNER).stream()
                        .map(name -> ProcessMark.parse(name.substring(0, name.indexOf(' '))))
                        .anyMatch(ProcessMark::isAlive);
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete the lab's register " + file, failure);
        }
    }
}
