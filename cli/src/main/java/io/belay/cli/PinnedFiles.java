package io.belay.cli;

import io.belay.plans.format.Pins;
import io.belay.plans.problem.Problem;
import io.belay.plans.problem.Problems;
import io.belay.plans.problem.SourcePlace;
import io.belay.plans.read.ReadErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Hashes of the files beside a plan, as they are now. For one plan. */
final class PinnedFiles implements Pins {

    private final Path folder;
    private final Problems problems;

    PinnedFiles(Path plan, Problems problems) {
        Path parent = plan.toAbsolutePath().getParent();
        this.folder = parent == null ? Path.of("/") : parent;
        this.problems = problems;
    }

    @Override
    public Optional<String> hash(String file, SourcePlace place) {
        try {
            Path real = folder.resolve(file).toRealPath();
            if (Path.of(file).isAbsolute() || !real.startsWith(folder.toRealPath())) {
                return refused(place, "`" + file + "` is outside the plan's folder", "copy it beside the plan");
            }
            return Optional.of(HexFormat.of().formatHex(sha256().digest(Files.readAllBytes(real))));
        } catch (NoSuchFileException e) {
            return refused(place, "there is no file `" + file + "` beside the plan", "check its name");
        } catch (IOException e) {
            return refused(place, "`" + file + "` cannot be read: " + e.getMessage(), "check its permissions");
        }
    }

    private Optional<String> refused(SourcePlace place, String statement, String help) {
        problems.add(Problem.error(ReadErrors.UNREADABLE_FILE, place, statement).withHelp(help));
        return Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
