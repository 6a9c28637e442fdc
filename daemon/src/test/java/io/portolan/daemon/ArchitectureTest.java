package io.portolan.daemon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of import of docs/architecture.md, over the whole program. */
@AnalyzeClasses(
        packages = "io.portolan",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestkit.class})
class ArchitectureTest {
    /** The testkit stands in for ports of the engine; it is no part of the program. */
    static final class WithoutTestkit implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/testkit/");
        }
    }

    @ArchTest
    static final ArchRule ROOMS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.portolan..")
            .layer("model")
            .definedBy("io.portolan.model..")
            .layer("compose")
            .definedBy("io.portolan.compose..")
            .layer("planner")
            .definedBy("io.portolan.planner..")
            .layer("engine")
            .definedBy("io.portolan.engine..")
            .layer("docker")
            .definedBy("io.portolan.docker..")
            .layer("proxy")
            .definedBy("io.portolan.proxy..")
            .layer("caddy")
            .definedBy("io.portolan.caddy..")
            .layer("haproxy")
            .definedBy("io.portolan.haproxy..")
            .layer("traefik")
            .definedBy("io.portolan.traefik..")
            .layer("store")
            .definedBy("io.portolan.store..")
            .layer("api")
            .definedBy("io.portolan.api..")
            .layer("cli")
            .definedBy("io.portolan.cli..")
            .layer("daemon")
            .definedBy("io.portolan.daemon..")
            .whereLayer("daemon")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("docker")
            .mayOnlyBeAccessedByLayers("daemon")
            .whereLayer("proxy")
            .mayOnlyBeAccessedByLayers("caddy", "haproxy", "traefik")
            .whereLayer("caddy")
            .mayOnlyBeAccessedByLayers("daemon")
            .whereLayer("haproxy")
            .mayOnlyBeAccessedByLayers("daemon")
            .whereLayer("traefik")
            .mayOnlyBeAccessedByLayers("daemon")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("daemon")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("daemon")
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("daemon")
            .whereLayer("compose")
            .mayOnlyBeAccessedByLayers("api", "cli")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("docker", "proxy", "caddy", "haproxy", "traefik", "store", "api", "daemon")
            .whereLayer("planner")
            .mayOnlyBeAccessedByLayers(
                    "engine", "docker", "proxy", "caddy", "haproxy", "traefik", "store", "api", "daemon");

    @ArchTest
    static final ArchRule NO_CIRCLES_IN_THE_ENGINE =
            slices().matching("io.portolan.engine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_ADAPTERS_AND_ENTRANCES_DO_IO = noClasses()
            .that()
            .resideInAnyPackage("io.portolan.model..", "io.portolan.planner..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.net.http..", "java.sql..");
}
