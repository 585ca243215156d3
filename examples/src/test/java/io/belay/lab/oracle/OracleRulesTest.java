package io.belay.lab.oracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A witness that shares code with the accused would repeat its errors. */
@AnalyzeClasses(packages = "io.belay.lab.oracle", importOptions = ImportOption.DoNotIncludeTests.class)
class OracleRulesTest {

    @ArchTest
    static final ArchRule the_oracle_shares_no_code_with_what_it_judges = noClasses()
            .that()
            .resideInAPackage("io.belay.lab.oracle")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.belay.plans..", "io.belay.engine..", "io.belay.workers..", "io.belay.cli..", "io.belay.web..")
            .because("what is stated is held against what JDBC, /proc and the file system tell");
}
