package io.belay.plans;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.belay.plans.model.Work;

@AnalyzeClasses(packages = "io.belay.plans", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule only_one_room_knows_yaml = noClasses()
            .that()
            .resideOutsideOfPackage("..read..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.yaml..");

    @ArchTest
    static final ArchRule rooms_do_not_turn_round =
            slices().matching("io.belay.plans.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule problems_know_nothing_of_ours = noClasses()
            .that()
            .resideInAPackage("..problem..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.belay..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("io.belay.plans.problem..")));

    @ArchTest
    static final ArchRule the_engine_gets_data_only = noClasses()
            .that()
            .resideInAPackage("..resolve..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..read..", "..grammar..", "..step..", "..model..", "..file..");

    @ArchTest
    static final ArchRule a_rule_knows_no_kind_and_no_other_rule = noClasses()
            .that()
            .resideInAnyPackage("..check..", "..explain..")
            .should()
            .dependOnClassesThat()
            .implement(Work.class);

    @ArchTest
    static final ArchRule what_a_step_says_is_a_record =
            classes().that().implement(Work.class).should().beRecords();

    @ArchTest
    static final ArchRule nothing_is_called_after_nothing = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");

    @ArchTest
    static final ArchRule nothing_depends_on_where_or_when_it_runs = noClasses()
            .should()
            .callMethod(java.util.Locale.class, "getDefault")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.ZoneId.class, "systemDefault");
}
