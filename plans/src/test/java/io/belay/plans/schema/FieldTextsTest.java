package io.belay.plans.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every field of the language is explained, and nothing else is. */
class FieldTextsTest {

    @Test
    void every_field_has_a_text() {
        Set<String> without = new LinkedHashSet<>();
        for (FileSchema file : FileSchema.values()) {
            Schemas.of(file, FieldTexts.packaged(), (path, text, schema) -> {
                if (text.isEmpty()) {
                    without.add(path.contains(":") ? path : file.kind() + ":" + path);
                }
            });
        }
        assertThat(without).isEmpty();
    }

    @Test
    void no_text_is_left_over() {
        FieldTexts texts = FieldTexts.packaged();
        List<String> unused = new ArrayList<>();
        texts.all().forEach((section, fields) -> fields.values().forEach(text -> unused.add(text.key())));
        for (FileSchema file : FileSchema.values()) {
            Schemas.of(file, texts, (path, text, schema) -> text.ifPresent(found -> unused.remove(found.key())));
        }
        assertThat(unused).isEmpty();
    }
}
