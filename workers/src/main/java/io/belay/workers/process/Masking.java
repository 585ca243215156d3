package io.belay.workers.process;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Hides secrets in everything that leaves the host or is written for others to read (invariant I7). Thread-safe if its supplier
 * is.
 *
 * <p>Each byte of a secret becomes an asterisk, so that offsets in a masked text are those of the file; what that tells is the
 * secret's length. A secret is found as it is, and in the forms in which tools write it on: with quotes doubled (SQL), with
 * backslashes (JSON, connection strings), percent-encoded (URLs), in base64. Secrets of fewer than four bytes are left: masking
 * them would blacken ordinary words, and they protect nothing. Works on bytes, because a piece of a log may begin in the middle
 * of a character.
 */
public final class Masking {

    private static final int SHORTEST = 4;

    private final Supplier<Set<String>> secrets;

    private Masking(Supplier<Set<String>> secrets) {
        this.secrets = secrets;
    }

    /** @param secrets asked at each reading, so that a secret that became known later is hidden too */
    public static Masking of(Supplier<Set<String>> secrets) {
        return new Masking(secrets);
    }

    public static Masking none() {
        return new Masking(Set::of);
    }

    public String mask(String text) {
        return new String(mask(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /** @return the same bytes, or a copy of the same length */
    public byte[] mask(byte[] text) {
        byte[] masked = text;
        for (byte[] secret : forms()) {
            int at = indexOf(text, secret, 0);
            if (at >= 0 && masked == text) {
                masked = text.clone();
            }
            while (at >= 0) {
                java.util.Arrays.fill(masked, at, at + secret.length, (byte) '*');
                at = indexOf(text, secret, at + 1);
            }
        }
        return masked;
    }

    /** How much around a piece has to be read so that no secret is cut by the piece's edges. */
    public int margin() {
        return forms().stream().mapToInt(secret -> secret.length).max().orElse(0);
    }

    private List<byte[]> forms() {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets.get()) {
            forms.add(secret);
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
            forms.add(secret.replace("'", "''"));
            forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
            forms.add(secret.replace("\\", "\\\\").replace("'", "\\'"));
            forms.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
        }
        return forms.stream()
                .map(form -> form.getBytes(StandardCharsets.UTF_8))
                .filter(form -> form.length >= SHORTEST)
                .sorted(Comparator.comparing((byte[] form) -> form.length).reversed())
                .toList();
    }

    /** Says nothing of what it knows. */
    @Override
    public String toString() {
        return "Masking";
    }

    private static int indexOf(byte[] text, byte[] wanted, int from) {
        for (int at = from; at <= text.length - wanted.length; at++) {
            if (text[at] == wanted[0]
                    && java.util.Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
