package io.belay.workers.postgres;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Encoding and locale of {@code template0}: what the new cluster has to be made with. Immutable.
 *
 * @param provider {@code c} libc, {@code i} ICU, {@code b} built in
 * @param locale of ICU or the built-in provider; empty for libc
 * @param icuRules empty when there are none
 */
public record TemplateLocale(
        String encoding, String provider, String collate, String ctype, String locale, String icuRules) {

    private static final int PROVIDERS_SINCE = 15;
    private static final int RULES_SINCE = 16;
    private static final int ONE_LOCALE_SINCE = 17;

    public static TemplateLocale read(Session session, int major) {
        Row row = session.query(query(major)).get(0);
        return new TemplateLocale(
                row.text("encoding"),
                row.text("provider"),
                row.text("collate"),
                row.text("ctype"),
                row.optional("locale").orElse(""),
                row.optional("rules").orElse(""));
    }

    /** What {@link #read} sends; the clone's recovery asks it in {@code template1}. */
    public static List<String> statements(int major) {
        return List.of(query(major));
    }

    static String query(int major) {
        String provider = major >= PROVIDERS_SINCE ? "datlocprovider" : "'c'";
        String locale = major >= ONE_LOCALE_SINCE ? "datlocale" : major >= PROVIDERS_SINCE ? "daticulocale" : "NULL";
        String rules = major >= RULES_SINCE ? "daticurules" : "NULL";
        return "SELECT pg_catalog.pg_encoding_to_char(encoding) AS encoding, " + provider + " AS provider,"
                + " datcollate AS collate, datctype AS ctype, " + locale + " AS locale, " + rules + " AS rules"
                + " FROM pg_catalog.pg_database WHERE datname = 'template0'";
    }

    /** For keeping in a file; {@link #fromFields} reads it. */
    public Map<String, String> toFields() {
        return new TreeMap<>(Map.of(
                "encoding", encoding,
                "provider", provider,
                "collate", collate,
                "ctype", ctype,
                "locale", locale,
                "icuRules", icuRules));
    }

    public static TemplateLocale fromFields(Map<String, String> fields) {
        return new TemplateLocale(
                fields.getOrDefault("encoding", ""),
                fields.getOrDefault("provider", ""),
                fields.getOrDefault("collate", ""),
                fields.getOrDefault("ctype", ""),
                fields.getOrDefault("locale", ""),
                fields.getOrDefault("icuRules", ""));
    }
}
