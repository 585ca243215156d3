package io.belay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.belay.plans.problem.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every error code of every module, together: numbers are unique, and each has a page that {@code belay explain} finds. */
class ErrorCodesTest {

    @Test
    void no_number_is_used_for_two_things() {
        Map<Integer, TreeSet<String>> users = new TreeMap<>();
        constants()
                .forEach((name, code) -> users.computeIfAbsent(code.number(), any -> new TreeSet<>())
                        .add(name));

        assertThat(users.values()).allMatch(names -> names.size() == 1);
    }

    @Test
    void every_code_has_a_page_with_its_three_parts() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, ErrorCode> constant : constants().entrySet()) {
            try (InputStream stream = getClass().getResourceAsStream(page(constant.getValue()))) {
                String text = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                if (!text.startsWith("# " + constant.getValue().text() + " ")
                        || !PARTS.stream().allMatch(text::contains)) {
                    wrong.add(constant.getKey() + " " + constant.getValue());
                }
            }
        }

        assertThat(wrong).as("codes without a whole page in docs/errors").isEmpty();
    }

    private static final List<String> PARTS = List.of("**What happened.**", "**What is safe.**", "**What to do.**");

    private static String page(ErrorCode code) {
        return "/" + PAGES + code.text() + ".md";
    }

    private static final String PAGES = "io/belay/docs/errors/";

    private static Map<String, ErrorCode> constants() {
        Map<String, ErrorCode> constants = new TreeMap<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.belay")) {
            for (JavaField field : type.getFields()) {
                if (field.getRawType().isEquivalentTo(ErrorCode.class)
                        && field.getModifiers().contains(JavaModifier.STATIC)) {
                    constants.put(field.getFullName(), read(field));
                }
            }
        }
        return constants;
    }

    private static ErrorCode read(JavaField field) {
        try {
            var reflected = field.reflect();
            reflected.setAccessible(true);
            return (ErrorCode) reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field.getFullName(), e);
        }
    }
}
