package io.belay.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.belay.workers.commands.CommandList;
import io.belay.workers.host.CarriedOut;

@AnalyzeClasses(packages = "io.belay.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_CYCLES = SlicesRuleDefinition.slices()
            .matching("io.belay.cli.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule DEV_KNOWS_NO_COMMANDS = noClasses()
            .that()
            .resideInAPackage("io.belay.cli.dev..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.belay.cli")
            .because("the lab starts servers with it, without any command line");

    @ArchTest
    static final ArchRule COMMANDS_PRINT_THROUGH_THEIR_CONSOLE = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("tests read what a command prints");

    @ArchTest
    static final ArchRule ONLY_ITS_WORKER_OPENS_A_HOSTS_FOLDERS = noClasses()
            .that()
            .doNotHaveSimpleName("WorkerCommand")
            .and()
            .resideOutsideOfPackage("io.belay.cli.init")
            .and()
            .haveSimpleNameNotStartingWith("Init")
            .and()
            .doNotHaveSimpleName("CommandTree")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.belay.workers..")
                    // A list of words: it opens nothing.
                    .and(DescribedPredicate.not(JavaClass.Predicates.type(CarriedOut.class)))
                    // A list made from a saved plan or a host's file: it opens nothing either.
                    .and(DescribedPredicate.not(JavaClass.Predicates.type(CommandList.class))))
            .because("command line and page ask through Temporal, also when all runs on one machine");

    @ArchTest
    static final ArchRule INIT_ONLY_LOOKS = noClasses()
            .that()
            .resideInAPackage("io.belay.cli.init")
            .or()
            .haveSimpleNameStartingWith("Init")
            .or()
            .haveSimpleName("CommandTree")
            .should()
            .dependOnClassesThat(resideInAPackage("io.belay.workers..")
                    .and(not(resideInAPackage("io.belay.workers.discovery")))
                    .and(not(simpleName("Installation")))
                    .and(not(simpleName("CarriedOut"))))
            .because("belay init runs before there is a worker, and what looks at the host changes nothing on it");
}
