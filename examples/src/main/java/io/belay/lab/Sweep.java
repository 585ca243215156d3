package io.belay.lab;

import io.belay.cli.dev.ShortProgram;
import io.belay.lab.Register.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Removes what labs own: processes, mounts, loop devices, folders, accounts, in this order. The same code ends a lab that
 * succeeded, failed or was interrupted, and one whose owner was killed. What cannot be removed keeps its register for the next
 * sweep. One thread only; several processes may sweep at once.
 */
final class Sweep {

    private static final long POLL_MILLISECONDS = 50;
    private static final int GENTLE_POLLS = 100;
    private static final int BUSY_POLLS = 100;

    private final Path home;
    private final Narrator narrator;

    Sweep(Path home, Narrator narrator) {
        this.home = home;
        this.narrator = narrator;
    }

    /** Removes every lab whose owner is gone and that was not kept; with {@code kept} those too. Says what is left in the way. */
    List<String> abandoned(boolean kept) {
        List<String> left = new ArrayList<>();
        synchronized (Sweep.class) {
            try (FileChannel lock =
                    FileChannel.open(home.resolve("sweep.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                for (Path file : registers()) {
                    Register register = Register.existing(file);
                    // An owner that closes its lab meanwhile takes the register away; asked behind the owner, that is
                    // seen.
                    if (!register.hasLivingOwner() && register.isThere() && (kept || !register.isKept())) {
                        narrator.says("removing what lab " + register.id() + " left, whose owner is gone");
                        left.addAll(remove(register));
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot sweep " + home, failure);
            }
        }
        return left;
    }

    private List<Path> registers() throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(home, "*" + Register.SUFFIX)) {
            found.forEach(files::add);
        }
        return files;
    }

    /** Everything that this register names. Returns one sentence for each thing that could not be removed. */
    List<String> remove(Register register) {
        List<String> left = new ArrayList<>();
        left.addAll(endProcesses(register));
        // The longest path first: what was mounted inside has to go before what holds it.
        reversed(register.names(Kind.MOUNT)).forEach(name -> unmount(Path.of(name), left));
        register.names(Kind.IMAGE).forEach(name -> detach(name, left));
        reversed(register.names(Kind.FOLDER)).forEach(name -> deleteFolder(Path.of(name), left));
        register.names(Kind.ACCOUNT).forEach(name -> LabUser.remove(name).ifPresent(left::add));
        if (left.isEmpty()) {
            register.delete();
        }
        return left;
    }

    /** Its processes alone; says which do not end. */
    List<String> endProcesses(Register register) {
        List<String> left = new ArrayList<>();
        if (register.isOfThisBoot()) {
            endProcesses(processesOf(register), left);
        }
        return left;
    }

    private static List<String> reversed(List<String> names) {
        List<String> turned = new ArrayList<>(names);
        java.util.Collections.reverse(turned);
        return turned;
    }

    private static LabProcesses processesOf(Register register) {
        Set<Long> users = new java.util.LinkedHashSet<>();
        register.names(Kind.ACCOUNT).forEach(name -> LabUser.userId(name).ifPresent(users::add));
        List<Path> folders = register.entries().stream()
                .filter(entry -> entry.kind() == Kind.FOLDER || entry.kind() == Kind.MOUNT)
                .map(entry -> Path.of(entry.name()))
                .toList();
        List<ProcessMark> named =
                register.names(Kind.PROCESS).stream().map(ProcessMark::parse).toList();
        return new LabProcesses(register.id(), users, folders, named);
    }

    /** Servers get the signal after which they remove their shared memory; whoever does not follow is killed. */
    private static void endProcesses(LabProcesses processes, List<String> left) {
        for (ProcessMark process : processes.find()) {
            String program = LabProcesses.programOf(process);
            // An account is made in a moment, and half an account is worse than waiting for it.
            if (!program.equals("useradd")) {
                process.signal(program.equals("postgres") ? "QUIT" : "TERM");
            }
        }
        int polls = 0;
        while (!processes.find().isEmpty() && polls++ < GENTLE_POLLS) {
            pause();
        }
        for (polls = 0; polls < GENTLE_POLLS; polls++) {
            Set<ProcessMark> still = processes.find();
            if (still.isEmpty()) {
                return;
            }
            still.forEach(process -> process.signal("KILL"));
            pause();
        }
        processes.find().forEach(process -> left.add("process " + process.pid() + " does not end"));
    }

    private void unmount(Path mountPoint, List<String> left) {
        for (int poll = 0; poll < BUSY_POLLS; poll++) {
            List<Path> mounts = MountTable.at(mountPoint);
            if (mounts.isEmpty()) {
                return;
            }
            for (Path mount : mounts) {
                ShortProgram.of("umount", mount.toString()).run();
            }
            if (MountTable.at(mountPoint).isEmpty()) {
                return;
            }
            pause();
        }
        // Somebody else stands in it, perhaps a person's shell: it goes as soon as they leave.
        for (Path mount : MountTable.at(mountPoint)) {
            narrator.says(mount + " is in use by another process; it is unmounted as soon as that one leaves");
            if (!ShortProgram.of("umount", "--lazy", mount.toString()).run().succeeded()) {
                left.add("mount " + mount + " cannot be unmounted");
            }
        }
    }

    private static void detach(String image, List<String> left) {
        for (String device : LoopVolume.devicesOf(image)) {
            if (!ShortProgram.of("losetup", "--detach", device).run().succeeded()) {
                left.add("loop device " + device + " of " + image + " cannot be detached");
            }
        }
    }

    private static void deleteFolder(Path folder, List<String> left) {
        try {
            FileTrees.delete(folder);
        } catch (IOException failure) {
            left.add("folder " + folder + " cannot be deleted: " + failure);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
