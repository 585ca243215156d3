package io.belay.workers;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.belay.workers.live.Production;
import io.belay.workers.postgres.ServerControl;
import io.belay.workers.postgres.Startable;

/** Which room of the workers may know which other; the map is docs/architecture.md. */
@AnalyzeClasses(packages = "io.belay.workers", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {

    @ArchTest
    static final ArchRule rooms_form_no_circle =
            slices().matching("io.belay.workers.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_posix_imports_jnr = noClasses()
            .that()
            .resideOutsideOfPackage("io.belay.workers.posix..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..")
            .because("native calls are proven in one place, and swapped there when jnr no longer runs");

    @ArchTest
    static final ArchRule only_process_starts_programs = noClasses()
            .that()
            .resideOutsideOfPackage("io.belay.workers.process..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class)
            .orShould()
            .callMethodWhere(target(owner(type(Runtime.class))).and(target(name("exec"))))
            .because("every program has an argument list, a deadline, a cap and a kept transcript (I4)");

    @ArchTest
    static final ArchRule only_postgres_imports_the_driver = noClasses()
            .that()
            .resideOutsideOfPackage("io.belay.workers.postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.newsclub..")
            .because("deadlines, passwords and SQLSTATE are handled once");

    @ArchTest
    static final ArchRule only_gate_and_promotion_hand_out_what_may_be_started = classes()
            .that()
            .implement(Startable.class)
            .should()
            .haveNameMatching(
                    "io\\.belay\\.workers\\.(clone\\.SafeClone|clone\\.PairedClone|live\\.Production|live\\.DressTrial\\$Trial)")
            .because("a copy that was not made harmless must not be startable by mistake (I6)");

    @ArchTest
    static final ArchRule only_promotion_controls_production = noClasses()
            .that()
            .resideOutsideOfPackages("io.belay.workers.live", "io.belay.workers.hold")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Production.class)
            .because("live is neither started nor stopped before promotion (I1)");

    @ArchTest
    static final ArchRule only_clones_are_started_and_stopped = noClasses()
            .that()
            .resideOutsideOfPackages("io.belay.workers.postgres", "io.belay.workers.clone", "io.belay.workers.live")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ServerControl.class)
            .because("servers are started and stopped behind the gate, or by promotion");

    @ArchTest
    static final ArchRule building_commands_has_no_effects = noClasses()
            .that()
            .resideInAPackage("io.belay.workers.command")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.belay.workers.clone..")
            .because("explain prints what the same code would run");

    @ArchTest
    static final ArchRule only_host_knows_temporal = noClasses()
            .that()
            .resideOutsideOfPackage("io.belay.workers.host..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..")
            .because("a step must be able to run in a test without any workflow");

    @ArchTest
    static final ArchRule nobody_imports_the_rooms_above = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.belay.workers.posix..",
                    "io.belay.workers.process..",
                    "io.belay.workers.storage..",
                    "io.belay.workers.postgres..",
                    "io.belay.workers.backup..",
                    "io.belay.workers.clone..",
                    "io.belay.workers.fence..",
                    "io.belay.workers.live..",
                    "io.belay.workers.preflight..",
                    "io.belay.workers.replication..",
                    "io.belay.workers.verify..",
                    "io.belay.workers.evidence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.belay.workers.step..", "io.belay.workers.host..")
            .because("no room knows the one above it");

    @ArchTest
    static final ArchRule storage_knows_no_postgres = noClasses()
            .that()
            .resideInAPackage("io.belay.workers.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.belay.workers.postgres..", "io.belay.workers.clone..")
            .because("a driver knows files, not clusters");

    @ArchTest
    static final ArchRule vague_names_are_refused = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager)")
            .because("such a name hides that the class has no single reason");

    @ArchTest
    static final ArchRule standard_output_belongs_to_the_command_line = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("a worker logs; what a person reads goes through results");

    @ArchTest
    static final ArchRule failures_are_unchecked = classes()
            .that()
            .areAssignableTo(Exception.class)
            .should()
            .beAssignableTo(RuntimeException.class)
            .because("a failure that a caller can decide on is a value");
}
