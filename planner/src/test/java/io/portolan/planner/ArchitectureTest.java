package io.portolan.planner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The planner decides and does nothing else: no I/O, no clock, no randomness. */
@AnalyzeClasses(packages = "io.portolan.planner", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule importsTheModelAndTheJdkOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.portolan.planner..",
                    "io.portolan.model..",
                    "java.lang..",
                    "java.util..",
                    "java.time",
                    "java.nio.charset",
                    "java.security",
                    "javax.crypto..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule asksNoClockAndNoDice = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.time\\.(Clock|Instant|.*Date.*)|java\\.util\\.(UUID|Random|Timer|Scanner)|java\\.util\\.(random|concurrent)\\..*")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Instant.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(System.class, "getenv", String.class);
}
