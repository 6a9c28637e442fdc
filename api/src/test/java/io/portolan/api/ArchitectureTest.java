package io.portolan.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.portolan.api");

    @Test
    void importsOnlyEngineComposeAndModelOfPortolan() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.portolan.api..",
                        "io.portolan.engine.service..",
                        "io.portolan.engine.view..",
                        "io.portolan.engine.store..",
                        "io.portolan.engine.port..",
                        "io.portolan.compose..",
                        "io.portolan.model..",
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.bouncycastle.crypto.generators..",
                        "io.javalin..",
                        "jakarta.servlet..",
                        "org.eclipse.jetty..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "kotlin..")
                .check(API);
    }

    @Test
    void readsNoStoreAndAsksNoEngineItself() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.portolan.engine.store.Store")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.portolan.engine.port.ContainerRuntime")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.portolan.engine.port.HttpProxy")
                .check(API);
    }

    @Test
    void whatAllRoutesShareKnowsNoRoute() {
        noClasses()
                .that()
                .resideInAPackage("io.portolan.api.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.portolan.api", "io.portolan.api.request", "io.portolan.api.openapi")
                .check(API);
    }
}
