package io.portolan.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class BoundariesTest {
    private static final JavaClasses STORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.portolan.store");

    @Test
    void storeKnowsOfPortolanOnlyItsPortAndTheModel() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.portolan.engine.port..", "io.portolan.compose..", "io.portolan.api..")
                .check(STORE);
        classes()
                .that()
                .resideInAPackage("io.portolan.store.vault")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "io.portolan.model..",
                        "io.portolan.engine.store",
                        "io.portolan.store.vault")
                .check(STORE);
    }
}
