package io.belay.workers.evidence;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes secrets out of everything that leaves the host or is written for others to read (invariant I7). Immutable.
 *
 * <p>A secret is found as it is, and in the forms in which tools write it on: with quotes doubled (SQL), with backslashes
 * (JSON, connection strings), percent-encoded (URLs), in base64. Secrets that overlap in a text are masked together. Works on
 * bytes, because a piece of a log may begin in the middle of a character.
 */
public final class Masking {

    private static final byte[] MASK = "********".getBytes(StandardCharsets.UTF_8);

    private final List<byte[]> forms;
    private final int longest;

    private Masking(Collection<byte[]> forms) {
        this.forms = List.copyOf(forms);
        this.longest = forms.stream().mapToInt(form -> form.length).max().orElse(0);
    }

    public static Masking none() {
        return new Masking(List.of());
    }

    /** @param secrets values; empty ones are left out, since they would be found everywhere */
    public static Masking of(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                forms.add(secret);
                forms.add(secret.replace("'", "''"));
                forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
                forms.add(secret.replace("\\", "\\\\").replace("'", "\\'"));
                forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
                forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
                forms.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return new Masking(forms.stream()
                .map(form -> form.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    public String mask(String text) {
        return new String(mask(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    public byte[] mask(byte[] text) {
        return mask(text, 0, text.length);
    }

    /** How many bytes before and behind a piece must be known, so that no secret hides at its edge. */
    int margin() {
        return Math.max(0, longest - 1);
    }

    /**
     * The piece from {@code from} to {@code to}, masked with what lies around it in view: of a secret that crosses an edge
     * nothing is left in the piece.
     */
    byte[] mask(byte[] window, int from, int to) {
        boolean[] secret = new boolean[window.length];
        boolean any = false;
        for (byte[] form : forms) {
            for (int at = find(window, form, 0); at >= 0; at = find(window, form, at + 1)) {
                Arrays.fill(secret, at, at + form.length, true);
                any = true;
            }
        }
        return any ? replaced(window, secret, from, to) : Arrays.copyOfRange(window, from, to);
    }

    private static byte[] replaced(byte[] window, boolean[] secret, int from, int to) {
        List<byte[]> parts = new ArrayList<>();
        int length = 0;
        for (int at = from; at < to; ) {
            int end = at;
            while (end < to && secret[end] == secret[at]) {
                end++;
            }
            byte[] part = secret[at] ? MASK : Arrays.copyOfRange(window, at, end);
            parts.add(part);
            length += part.length;
            at = end;
        }
        byte[] masked = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, masked, at, part.length);
            at += part.length;
        }
        return masked;
    }

    private static int find(byte[] text, byte[] form, int begin) {
        for (int at = begin; at <= text.length - form.length; at++) {
            if (text[at] == form[0] && Arrays.equals(text, at, at + form.length, form, 0, form.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Says how many forms it knows, never which. */
    @Override
    public String toString() {
        return "Masking of " + forms.size() + " forms";
    }
}
