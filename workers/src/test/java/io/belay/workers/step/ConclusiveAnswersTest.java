package io.belay.workers.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A proof or a precondition that nobody asks for would be none: the engine asks only where an answer before was not conclusive. */
class ConclusiveAnswersTest {

    @ParameterizedTest
    @CsvSource({"isProvenByItsResult, verify", "isAlwaysPrepared, prepare"})
    void a_kind_says_that_it_has_to_be_asked_exactly_when_it_has_something_to_say(String word, String verb) {
        List<JavaClass> kinds = new ClassFileImporter()
                .importPackages("io.belay.workers").stream()
                        .filter(type -> type.isAssignableTo(HostStep.class) && !type.isInterface())
                        .toList();

        assertThat(kinds)
                .as("kinds of steps")
                .hasSizeGreaterThan(8)
                .allSatisfy(kind -> assertThat(declares(kind, word))
                        .as(kind.getSimpleName())
                        .isEqualTo(declares(kind, verb)));
        assertThat(kinds.stream().filter(kind -> declares(kind, verb)).map(JavaClass::getSimpleName))
                .contains("PgUpgradeStep", "PromoteStep");
    }

    private static boolean declares(JavaClass kind, String method) {
        return kind.getMethods().stream().anyMatch(found -> found.getName().equals(method));
    }
}
