package io.belay.cli;

import io.belay.plans.facts.SavedPlan;
import io.belay.plans.facts.SavedPlanText;
import io.belay.plans.facts.UnusableSavedPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Saved plans on disk: whole or not at all, for their owner's eyes. Stateless. */
final class SavedPlanFile {

    /** The largest plan with its facts has a small part of it. */
    private static final int LARGEST = 4 << 20;

    private SavedPlanFile() {}

    /** By its name: what is wrong inside shall be told as what is wrong with a saved plan. */
    static boolean isMeant(Path file) {
        return file.toString().endsWith(".json");
    }

    /** @param named as it was typed */
    static SavedPlan read(Path file, String named, Console console) {
        try {
            return SavedPlanText.read(text(file, named));
        } catch (UnusableSavedPlan unusable) {
            throw unusable(named, unusable, console);
        }
    }

    private static String text(Path file, String named) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw Failures.unreadable(named, "it has more than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw Failures.unreadable(named, "there is no such file");
        } catch (IOException unreadable) {
            throw Failures.unreadable(named, String.valueOf(unreadable.getMessage()));
        }
    }

    private static CliFailure unusable(String named, UnusableSavedPlan why, Console console) {
        String anew = console.command() + " plan PLAN writes a new one";
        return switch (why.reason()) {
            case DAMAGED ->
                new CliFailure(
                        ExitCode.PLAN_INVALID,
                        CliErrors.SAVED_PLAN_DAMAGED,
                        "`" + named + "` is not as it was written: " + why.getMessage(),
                        "nothing was started",
                        anew);
            case OTHER_FORMAT, NOT_ONE ->
                new CliFailure(
                        ExitCode.PLAN_INVALID,
                        CliErrors.SAVED_PLAN_OTHER,
                        "`" + named + "` is no saved plan that this Belay reads: " + why.getMessage(),
                        "nothing was started",
                        anew);
        };
    }

    /** An older file of that name is replaced. */
    static void write(Path file, SavedPlan saved) {
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
            // Made for its owner alone from the first moment on (0600).
            Path fresh = Files.createTempFile(folder, ".saved-plan", ".belay");
            try {
                force(fresh, SavedPlanText.write(saved));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException refused) {
            throw new CliFailure(
                            ExitCode.UNEXPECTED,
                            CliErrors.SAVED_PLAN_NOT_WRITTEN,
                            "`" + file + "` cannot be written: " + refused,
                            "nothing was started; an older file of that name is as it was",
                            "name another place with --out")
                    .causedBy(refused);
        }
    }

    private static void force(Path fresh, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
