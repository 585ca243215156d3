package io.belay.plans.file;

import static io.belay.plans.problem.ErrorCode.Fault.TEXT;

import io.belay.plans.grammar.Reading;
import io.belay.plans.host.HostGrammar;
import io.belay.plans.host.HostRules;
import io.belay.plans.model.HostConfiguration;
import io.belay.plans.model.Places;
import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.Source;
import io.belay.plans.read.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a host's configuration, and refuses one that others could have changed. Stateless. */
public final class HostFile {

    static final ErrorCode WRITABLE_BY_OTHERS = new ErrorCode(1903, TEXT);

    private HostFile() {}

    /** @return always, also for a file that is missing: then its problems say so */
    public static ReadHost read(Path file) {
        TextFile.Result result = TextFile.read(file);
        result.text().ifPresent(text -> permissions(file, result.problems()));
        return result.text()
                .map(text -> read(text, result.problems()))
                .orElseGet(() -> new ReadHost(
                        Optional.empty(),
                        new Places(Map.of(), result.problems().source().wholeFile()),
                        result.problems()));
    }

    /** @param name of the file, for messages */
    public static ReadHost read(String text, String name) {
        return read(text, new Problems(new Source(name, text)));
    }

    private static ReadHost read(String text, Problems problems) {
        Reading reading = new Reading("the host's file", problems);
        Optional<HostConfiguration> host =
                YamlText.read(text, problems).flatMap(root -> HostGrammar.read(root, reading));
        host.ifPresent(read -> HostRules.check(read, reading.places()).forEach(reading::report));
        return new ReadHost(problems.hasErrors() ? Optional.empty() : host, reading.places(), problems);
    }

    private static void permissions(Path file, Problems problems) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            boolean group = permissions.contains(PosixFilePermission.GROUP_WRITE);
            boolean others = permissions.contains(PosixFilePermission.OTHERS_WRITE);
            if (group || others) {
                refuse(file, "is writable by " + (others ? "everybody" : "group"), "chmod 0644 " + file, problems);
            }
            int owner = (Integer) Files.getAttribute(file, "unix:uid");
            // Followed: the link itself is always root's, the folder behind it is this process's own.
            int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            if (owner != 0 && owner != self) {
                refuse(file, "belongs to another user", "chown root " + file, problems);
            }
        } catch (IOException | UnsupportedOperationException e) {
            refuse(file, "does not tell who may write it: " + e.getMessage(), "ls -l " + file, problems);
        }
    }

    private static void refuse(Path file, String what, String command, Problems problems) {
        problems.add(Problem.error(WRITABLE_BY_OTHERS, problems.source().wholeFile(), file.getFileName() + " " + what)
                .withHelp("run `" + command + "`: what stands in it decides what Belay may do on this host"));
    }
}
