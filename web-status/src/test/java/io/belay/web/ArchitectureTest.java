package io.belay.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.belay.web", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_ROUTES_AND_GUARD_KNOW_THE_SERVER = noClasses()
            .that()
            .resideInAnyPackage("io.belay.web.view..", "io.belay.web.live..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.javalin..")
            .because("what is shown does not depend on how it is served");

    @ArchTest
    static final ArchRule THE_PAGE_KNOWS_NO_HOST = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.belay.workers..", "io.belay.cli..", "java.nio.file..")
            .because("the page never opens a host's folders");
}
