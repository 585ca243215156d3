package io.belay.cli;

import io.belay.engine.run.Choice;
import io.belay.plans.approval.ApproverKey;
import io.belay.plans.approval.SignedApproval;
import io.belay.plans.approval.SignedApproval.Subject;
import io.belay.plans.model.DurationText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;

/** An approval signed with a person's own key, which is read for that and goes nowhere. Immutable. */
final class Signing {

    private static final int LARGEST = 16 * 1024;

    private final Path file;
    private final String time;
    private final Clock clock;
    private final Console console;

    Signing(Path file, String time, Clock clock, Console console) {
        this.file = file;
        this.time = time;
        this.clock = clock;
        this.console = console;
    }

    /** @throws CliFailure when there is no key in the file, or no time to sign for */
    SignedApproval of(String run, String cluster, Choice choice) {
        Duration holds = DurationText.parse(time)
                .filter(given -> !given.isZero())
                .orElseThrow(() -> refused(
                        "`--for " + time + "` is no time that a signature could hold for",
                        "write for example --for 3d"));
        Subject subject =
                new Subject(run, cluster, choice.planHash(), choice.factsHash(), choice.step(), Person.of(console));
        return SignedApproval.sign(subject, clock.instant().plus(holds), key());
    }

    private PrivateKey key() {
        String text;
        try {
            text = Files.size(file) > LARGEST ? "" : Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw Failures.unreadable(file.toString(), String.valueOf(unreadable.getMessage()));
        }
        return ApproverKey.privateKey(text)
                .orElseThrow(() -> refused(
                        "`" + file + "` holds no Ed25519 key in PEM (PKCS 8, not encrypted)",
                        "openssl genpkey -algorithm ed25519 -out " + file.getFileName() + " makes one"));
    }

    private static CliFailure refused(String what, String next) {
        return new CliFailure(ExitCode.USAGE, CliErrors.BAD_INPUT, what, "nothing was decided", next);
    }
}
