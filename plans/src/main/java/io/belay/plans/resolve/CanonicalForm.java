package io.belay.plans.resolve;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The one text of a resolved plan: JSON with keys sorted by code point, no blanks, UTF-8 in normal form C, integers only. The
 * same on every machine, Java version, locale and time zone. Stateless.
 */
public final class CanonicalForm {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private CanonicalForm() {}

    public static String write(ResolvedPlan plan) {
        return write(MAPPER.<JsonNode>valueToTree(plan));
    }

    /** Any JSON value in canonical form; used for parts of a plan, and for facts. */
    public static String write(JsonNode value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = MAPPER.createGenerator(text)) {
            write(value, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a JSON tree could not be written", impossible);
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException when the text is not the canonical form of a plan of this resolver */
    public static ResolvedPlan read(String canonical) {
        try {
            return MAPPER.readValue(canonical, ResolvedPlan.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a resolved plan: " + e.getOriginalMessage(), e);
        }
    }

    /** SHA-256 of the text in UTF-8, 64 lower-case hex digits. */
    public static String hash(String canonical) {
        return hash(canonical.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of a file that a plan names, as it lies on the disk. */
    public static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static void write(JsonNode value, JsonGenerator out) throws IOException {
        if (value.isObject()) {
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(value.size());
            value.properties().forEach(field -> fields.add(Map.entry(normal(field.getKey()), field.getValue())));
            fields.sort(Map.Entry.comparingByKey());
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> field : fields) {
                out.writeFieldName(field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        } else if (value.isArray()) {
            out.writeStartArray();
            for (JsonNode item : value) {
                write(item, out);
            }
            out.writeEndArray();
        } else if (value.isTextual()) {
            out.writeString(normal(value.textValue()));
        } else if (value.isFloatingPointNumber()) {
            throw new IllegalArgumentException("the canonical form has integers only: " + value);
        } else {
            out.writeTree(value);
        }
    }

    private static String normal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        // What is ASCII throughout is in normal form.
        return text;
    }
}
