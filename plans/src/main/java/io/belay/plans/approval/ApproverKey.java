package io.belay.plans.approval;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the Ed25519 keys of approvers, as {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey -pubout} write them. Stateless. */
public final class ApproverKey {

    /** How a public key begins that is one of this kind, in Base64: what a host's file holds is told from anything else by it. */
    public static final String PUBLIC_FORM = "MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=";

    private static final String PRIVATE = "PRIVATE KEY";

    private ApproverKey() {}

    /** @param text the line between the PEM marks; empty answer when it is no such key */
    public static Optional<PublicKey> publicKey(String text) {
        return text.matches(PUBLIC_FORM)
                ? decoded(text, X509EncodedKeySpec::new, (factory, spec) -> factory.generatePublic(spec))
                : Optional.empty();
    }

    /** @param pem a PEM text in PKCS 8, not encrypted; empty answer when it is none with such a key */
    public static Optional<PrivateKey> privateKey(String pem) {
        String begin = "-----BEGIN " + PRIVATE + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + PRIVATE + "-----");
        return from < 0 || to < from
                ? Optional.empty()
                : decoded(
                        pem.substring(from + begin.length(), to).replaceAll("\\s", ""),
                        PKCS8EncodedKeySpec::new,
                        (factory, spec) -> factory.generatePrivate(spec));
    }

    private interface Maker<K> {
        K make(KeyFactory factory, KeySpec spec) throws GeneralSecurityException;
    }

    private static <K> Optional<K> decoded(String base64, Function<byte[], KeySpec> spec, Maker<K> maker) {
        @Nullable K key;
        try {
            key = maker.make(
                    KeyFactory.getInstance("Ed25519"),
                    spec.apply(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException noSuchKey) {
            key = null;
        }
        return Optional.ofNullable(key);
    }
}
