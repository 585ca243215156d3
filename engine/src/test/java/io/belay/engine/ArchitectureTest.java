package io.belay.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What must stay true of the engine's rooms. */
@AnalyzeClasses(packages = "io.belay.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] DETERMINISTIC = {
        "io.belay.engine.run..", "io.belay.engine.ledger..", "io.belay.engine.workflow.."
    };

    @ArchTest
    static final ArchRule DECISIONS_KNOW_NO_TEMPORAL = noClasses()
            .that()
            .resideInAnyPackage("io.belay.engine.run..", "io.belay.engine.ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..", "io.grpc..")
            .because("decisions are tested without Temporal");

    @ArchTest
    static final ArchRule REPLAYED_CODE_HAS_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .because("a replay would see another time");

    @ArchTest
    static final ArchRule REPLAYED_CODE_HAS_NO_CHANCE_NO_THREADS_NO_FILES = noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    java.security.SecureRandom.class,
                    java.util.UUID.class,
                    Thread.class,
                    java.util.concurrent.locks.LockSupport.class,
                    java.util.concurrent.CompletableFuture.class,
                    java.io.File.class,
                    java.nio.file.Files.class,
                    java.nio.file.Path.class)
            .orShould()
            .callMethod(Math.class, "random")
            .because("a replay must do the same again");

    @ArchTest
    static final ArchRule REPLAYED_CODE_HAS_NO_MAPS_WITHOUT_ORDER = noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    java.util.HashMap.class,
                    java.util.HashSet.class,
                    java.util.IdentityHashMap.class,
                    java.util.concurrent.ConcurrentHashMap.class)
            .because("their order differs between two Java machines");

    @ArchTest
    static final ArchRule ROOMS_HAVE_NO_CYCLES =
            slices().matching("io.belay.engine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule WORKFLOWS_KNOW_NO_CLIENT = noClasses()
            .that()
            .resideInAPackage("io.belay.engine.workflow..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal.client..", "io.belay.engine.client..", "io.belay.engine.schedule..");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_PLANS_ONLY_RESOLVED = classes()
            .that()
            .resideInAPackage("io.belay.engine..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.belay.engine..",
                    "io.belay.plans.resolve..",
                    "io.belay.plans.facts..",
                    "io.belay.plans.approval..",
                    "io.belay.plans.window..",
                    "io.belay.plans.problem..",
                    "java..",
                    "io.temporal..",
                    "io.grpc..",
                    "com.google.protobuf..",
                    "com.fasterxml.jackson..",
                    "org.slf4j..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule STATES_AND_EVENTS_ARE_RECORDS_OR_ENUMS = classes()
            .that()
            .resideInAPackage("io.belay.engine.run..")
            .and()
            .haveSimpleNameEndingWith("State")
            .or()
            .haveSimpleNameEndingWith("Status")
            .and()
            .resideInAPackage("io.belay.engine.run..")
            .should()
            .beRecords()
            .orShould()
            .beEnums();
}
