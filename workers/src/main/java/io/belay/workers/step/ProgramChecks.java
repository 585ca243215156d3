package io.belay.workers.step;

import io.belay.engine.activity.StepResult;
import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.plans.model.HostProgram;
import io.belay.plans.problem.ErrorCode;
import io.belay.workers.posix.Accounts;
import io.belay.workers.process.ProgramDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether this host lets a plan have its programs, and whether they are what the host's file describes: all that is wrong at once.
 * Reads only, and anew each time: a file may be exchanged at any moment. One use, one thread.
 */
final class ProgramChecks {

    /** One problem of one program. */
    private record Wrong(ErrorCode code, String program, String statement, String remedy) {}

    private final HostMeans means;
    private final List<Wrong> all = new ArrayList<>();

    ProgramChecks(HostMeans means) {
        this.means = means;
    }

    ProgramChecks look(ProgramCall call) {
        Optional<HostProgram> known = means.program(call.name());
        if (known.isEmpty()) {
            refuse(
                    call,
                    "host `" + means.host() + "` knows no program `" + call.name() + "`",
                    "the administrator describes it under `programs` in the host's file");
            return this;
        }
        HostProgram program = known.get();
        if (!program.effects().contains(call.effects())) {
            refuse(
                    call,
                    "host `" + means.host() + "` has `" + call.name() + "` for effects "
                            + String.join(", ", program.effects()) + ", not for `" + call.effects() + "`",
                    "the administrator writes `" + call.effects() + "` to `effects` of the program");
        }
        if (!program.arguments().allow(call.arguments())) {
            refuse(
                    call,
                    "host `" + means.host() + "` does not allow these arguments for `" + call.name() + "`",
                    "the administrator lists them under `arguments` of the program");
        }
        file(program);
        surroundings(program);
        return this;
    }

    /** Success when nothing is wrong. */
    StepResult result() {
        if (all.isEmpty()) {
            return StepResult.succeeded("the host has the programs of this step", Map.of());
        }
        Map<String, String> facts = new TreeMap<>(Map.of("problems", String.valueOf(all.size())));
        List<FindingReport> findings = all.stream()
                .map(wrong -> new FindingReport(
                        wrong.code().text(), "blocker", wrong.program(), wrong.statement(), wrong.remedy(), ""))
                .toList();
        return StepResult.failed(
                        all.get(0).code(),
                        all.stream().map(Wrong::statement).collect(Collectors.joining("; ")) + ". Nothing was started",
                        all.stream().map(Wrong::remedy).distinct().collect(Collectors.joining("; ")),
                        facts)
                .withFindings(findings);
    }

    private void file(HostProgram program) {
        Path path = program.path();
        if (!Files.isRegularFile(path)) {
            unusable(program, "`" + path + "` is missing, or no file", "install it, or correct `path`");
            return;
        }
        if (!Files.isExecutable(path)) {
            unusable(program, "`" + path + "` is not executable", "chmod 755 " + path);
        }
        try {
            if (othersMayWrite(path)) {
                unusable(
                        program,
                        "`" + path + "` can be written by others than its owner",
                        "chmod go-w " + path + ", and the folder that it lies in");
            }
            String digest = ProgramDigest.of(path);
            if (!digest.equals(program.sha256())) {
                unusable(
                        program,
                        "`" + path + "` has another content than the host's file says: its SHA-256 is " + digest,
                        "look who changed it; if that was meant, the administrator writes the new `sha256`");
            }
        } catch (IOException | UncheckedIOException unreadable) {
            unusable(program, "`" + path + "` cannot be read: " + unreadable.getMessage(), "correct its permissions");
        }
    }

    private void surroundings(HostProgram program) {
        if (Accounts.byName(program.runAs()).isEmpty()) {
            unusable(
                    program,
                    "this host has no account `" + program.runAs() + "`, as which `" + program.name() + "` runs",
                    "make the account, or correct `run_as`");
        }
        program.environment()
                .forEach((name, value) -> value.secret()
                        .filter(secret -> means.secrets().apply(secret).isEmpty())
                        .ifPresent(secret -> unusable(
                                program,
                                "the secret for `" + name + "` of `" + program.name() + "` cannot be read",
                                "correct `environment` of the program, or what it leads to")));
    }

    /** Whoever may write the file, or exchange it in its folder, would choose what runs. */
    private static boolean othersMayWrite(Path path) throws IOException {
        Path real = path.toRealPath();
        Path folder = real.getParent();
        return isOpen(real) || (folder != null && isOpen(folder));
    }

    private static boolean isOpen(Path path) throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
        return rights.contains(PosixFilePermission.GROUP_WRITE) || rights.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private void refuse(ProgramCall call, String statement, String remedy) {
        all.add(new Wrong(StepErrors.PROGRAM_REFUSED, call.name(), statement, remedy));
    }

    private void unusable(HostProgram program, String statement, String remedy) {
        all.add(new Wrong(StepErrors.PROGRAM_NOT_USABLE, program.name(), statement, remedy));
    }
}
