package io.portolan.traefik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.portolan.testkit.proxy.ProxyScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written for Traefik against the schemas of SchemaStore, which are no part of this repository. */
class SchemaTest {
    static List<ProxyScenario> scenarios() {
        return ProxyScenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theWatchedFileIsValid(ProxyScenario scenario) throws IOException {
        assertValid(
                "traefik-v3-file-provider.json",
                DynamicFile.of(scenario.config(), "/run/portolan", StaticFile.WEB)
                        .text());
    }

    @Test
    void theFileItStartsWithIsValid() throws IOException {
        assertValid("traefik-v3.json", new StaticFile("/run/portolan/routes.yaml").render());
    }

    private static void assertValid(String schema, String text) throws IOException {
        Optional<Path> file =
                folders().map(f -> f.resolve(schema)).filter(Files::exists).findFirst();
        assumeThat(file)
                .as("%s: PORTOLAN_SCHEMAS names no folder with it", schema)
                .isPresent();
        JsonSchema known = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(Files.readString(file.orElseThrow()));
        assertThat(known.validate(text, InputFormat.JSON)).isEmpty();
    }

    private static Stream<Path> folders() {
        Stream<Path> named = Optional.ofNullable(System.getenv("PORTOLAN_SCHEMAS")).map(Path::of).stream();
        Stream<Path> beside = Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(p -> p.resolve("shared/schemas"));
        return Stream.concat(named, beside);
    }
}
