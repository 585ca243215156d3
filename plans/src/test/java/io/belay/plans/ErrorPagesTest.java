package io.belay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.belay.plans.problem.ErrorCode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code of this module has its page, and every page of its range has its code. */
class ErrorPagesTest {

    private static final Path PAGES = Path.of("..", "docs", "errors");

    @Test
    void every_code_has_a_page_in_the_common_form() throws IOException {
        for (ErrorCode code : codes()) {
            Path page = PAGES.resolve(code.text() + ".md");
            assertThat(page).exists();
            assertThat(Files.readAllLines(page).get(0)).startsWith("# " + code.text() + " ");
            assertThat(Files.readString(page))
                    .contains("\n**What happened.** ")
                    .contains("\n**What is safe.** ")
                    .contains("\n**What to do.** ");
        }
    }

    @Test
    void every_page_about_texts_belongs_to_a_code() throws IOException {
        List<String> codes = codes().stream().map(ErrorCode::text).toList();
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", ""))
                            .filter(name -> name.startsWith("BLY-1")))
                    .isSubsetOf(codes);
        }
    }

    @Test
    void no_number_is_used_twice() {
        assertThat(codes()).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    }

    private static List<ErrorCode> codes() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.belay.plans")
                        .stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(ErrorCode.class))
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .map(JavaField::reflect)
                        .map(ErrorPagesTest::value)
                        .toList();
    }

    private static ErrorCode value(Field field) {
        try {
            field.setAccessible(true);
            return (ErrorCode) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
