package io.belay.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The one style sheet; its address names its content, so browsers may keep it for ever. Immutable. */
record StyleSheet(String address, String text) {

    static StyleSheet load() {
        try (InputStream stream = StyleSheet.class.getResourceAsStream("belay.css")) {
            if (stream == null) {
                throw new IllegalStateException("belay.css is not beside its class");
            }
            byte[] bytes = stream.readAllBytes();
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 16);
            return new StyleSheet("/assets/belay-" + hash + ".css", new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
