package io.belay.workers.postgres;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class WallsTest {

    private static final JavaClasses WORKERS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.belay.workers");

    @Test
    void only_this_room_speaks_to_the_driver() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.belay.workers.postgres")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.postgresql..", "org.newsclub..")
                .check(WORKERS);
    }

    @Test
    void only_the_gate_hands_out_what_may_be_started() {
        classes()
                .that()
                .implement(Startable.class)
                .should()
                .haveFullyQualifiedName("io.belay.workers.clone.SafeClone")
                .check(WORKERS);
    }

    @Test
    void only_clones_are_started_and_stopped() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.belay.workers.postgres", "io.belay.workers.clone")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ServerControl.class)
                .check(WORKERS);
    }

    @Test
    void building_commands_has_no_effects() {
        noClasses()
                .that()
                .resideInAPackage("io.belay.workers.command")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.belay.workers.clone..")
                .check(WORKERS);
    }
}
