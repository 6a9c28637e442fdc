package io.portolan.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.portolan.cli", importOptions = DoNotIncludeTests.class)
class DirectionsTest {
    @ArchTest
    static final ArchRule importsOfPortolanAreTheModelAndTheComposeReaderOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.portolan.cli..",
                    "io.portolan.model..",
                    "io.portolan.compose..",
                    "java..",
                    "picocli..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule terminalKnowsNeitherCommandsNorTheApi = noClasses()
            .that()
            .resideInAPackage("io.portolan.cli.terminal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.portolan.cli.client..", "io.portolan.cli.command..", "com.fasterxml..");

    @ArchTest
    static final ArchRule onlyCommandsThatReadFilesKnowTheComposeReader = noClasses()
            .that()
            .resideOutsideOfPackage("io.portolan.cli.compose..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.portolan.compose..");
}
