package io.portolan.compose;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.portolan.compose", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule importsOnlyTheModelAndTheYamlLibrary = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "io.portolan.compose..",
                    "io.portolan.model..",
                    "org.snakeyaml.engine..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule onlyTheYamlPackageKnowsTheYamlLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("io.portolan.compose.yaml")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule thePartsDoNotKnowTheWhole = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.portolan.compose.report",
                    "io.portolan.compose.yaml",
                    "io.portolan.compose.interpolate",
                    "io.portolan.compose.magic",
                    "io.portolan.compose.merge",
                    "io.portolan.compose.keys",
                    "io.portolan.compose.config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.portolan.compose");
}
