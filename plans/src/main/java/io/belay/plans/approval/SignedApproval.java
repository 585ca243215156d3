package io.belay.plans.approval;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * The proof that goes along with an approval: until when it holds, and an Ed25519 signature over that and all that was approved.
 * Immutable.
 *
 * @param until whole seconds
 * @param signature in Base64
 */
public record SignedApproval(Instant until, String signature) {

    private static final String ALGORITHM = "Ed25519";
    private static final int LINES = 8;
    private static final String FORM = "v2 ";

    /** Of the first form, whose text named no run: one signature served every run of its plan. */
    private static final String FORMER = "v1 ";

    public SignedApproval {
        until = until.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * What is approved. Immutable.
     *
     * @param run the run's id: another run of the same plan is approved anew
     * @param cluster {@code host/name}
     * @param factsHash empty when the run is bound to no facts
     * @param step the gate that the approval is for
     * @param person as the host's file lists them
     */
    public record Subject(String run, String cluster, String planHash, String factsHash, String step, String person) {

        /** The very text that is signed; no line can be mistaken for another, because none of the values may hold a line's end. */
        String statement(Instant until) {
            String text = "belay approval 2\nrun " + run + "\ncluster " + cluster + "\nplan " + planHash + "\nfacts "
                    + (factsHash.isEmpty() ? "none" : factsHash) + "\nstep " + step + "\nperson " + person
                    + "\nexpires " + until + "\n";
            if (text.chars().filter(sign -> sign == '\n').count() != LINES) {
                throw new IllegalArgumentException("a value of an approval holds a line's end");
            }
            return text;
        }
    }

    public static SignedApproval sign(Subject subject, Instant until, PrivateKey key) {
        Instant whole = until.truncatedTo(ChronoUnit.SECONDS);
        try {
            Signature signer = Signature.getInstance(ALGORITHM);
            signer.initSign(key);
            signer.update(subject.statement(whole).getBytes(StandardCharsets.UTF_8));
            return new SignedApproval(whole, Base64.getEncoder().encodeToString(signer.sign()));
        } catch (GeneralSecurityException notThisKey) {
            throw new IllegalArgumentException("the key signs nothing: " + notThisKey.getMessage(), notThisKey);
        }
    }

    /** Whether the holder of this key signed exactly this. Whether it still holds is another question. */
    public boolean isOf(Subject subject, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(subject.statement(until).getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (SignatureException | IllegalArgumentException forged) {
            return false;
        } catch (GeneralSecurityException notThisKey) {
            throw new IllegalArgumentException("the key verifies nothing: " + notThisKey.getMessage(), notThisKey);
        }
    }

    /** As it travels: {@code v2 2026-11-28T01:00:00Z BASE64}. */
    public String write() {
        return FORM + until + " " + signature;
    }

    /** Whether an earlier Belay wrote it, over a text without the run. */
    public static boolean isFormer(String text) {
        return text.startsWith(FORMER);
    }

    /** Empty when the text is none, or of an earlier form. */
    public static Optional<SignedApproval> read(String text) {
        String[] parts = text.split(" ", -1);
        if (!text.startsWith(FORM) || parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SignedApproval(Instant.parse(parts[1]), parts[2]));
        } catch (DateTimeParseException noTime) {
            return Optional.empty();
        }
    }
}
