package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's files as they are: they start, and the engine has what they say. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusRunTest {
    private static final Pattern GENERATED = Pattern.compile("SERVICE_(?!URL_|FQDN_)[A-Z0-9]+_[A-Z0-9_]+");

    private final Portolan portolan = Portolan.up();
    private final String instance = portolan.instance();
    private final StandIns images = new StandIns();

    @AfterAll
    void down() {
        try (images) {
            portolan.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "awesome-compose/gitea-postgres/compose.yaml",
                "awesome-compose/nextcloud-postgres/compose.yaml",
                "awesome-compose/nextcloud-redis-mariadb/compose.yaml",
                "awesome-compose/wordpress-mysql/compose.yaml",
                "coolify/cloudflared.yaml",
                "coolify/forgejo.yaml",
                "coolify/n8n-with-postgresql.yaml",
                "coolify/rocketchat.yaml",
                "coolify/syncthing.yaml",
                "coolify/terraria-server.yaml",
                "coolify/triliumnext.yaml",
                "coolify/umami.yaml"
            })
    void theEngineHasWhatTheFileSays(String path) throws IOException {
        Path file = Lab.corpus(path);
        List<String> variables = variables(Files.readString(file));
        List<String> config = new ArrayList<>(List.of("compose", "config", file.toString()));
        config.addAll(variables);
        JsonNode canonical = portolan.run(config).ok().json();
        Map<String, JsonNode> services = new TreeMap<>();
        canonical.get("services").properties().forEach(s -> services.put(s.getKey(), s.getValue()));
        services.values().forEach(s -> images.provide(s.get("image").asText()));
        String name = path.replaceAll("(/compose)?\\.ya?ml$", "").replaceAll(".*/", "");

        portolan.deploy(file, name, variables.toArray(String[]::new)).ok();

        DeployedStack stack = new DeployedStack(name, instance);
        List<String> differences = new ArrayList<>();
        services.keySet().forEach(s -> differences.addAll(new CanonicalService(s, canonical, stack).differences()));
        assertThat(differences).isEmpty();
        assertThat(stack.containers().keySet()).isEqualTo(services.keySet());
        if (canonical.get("services").findValue("ports") != null) {
            portolan.run("stack", "rm", name, "--volumes").ok();
        }
    }

    /** What the platform would make up is said, so that it can be looked for. */
    private static List<String> variables(String text) {
        TreeSet<String> names = new TreeSet<>();
        Matcher generated = GENERATED.matcher(text);
        while (generated.find()) {
            names.add(generated.group());
        }
        List<String> arguments = new ArrayList<>();
        names.forEach(
                n -> arguments.addAll(List.of("--set", n + "=given-for-" + n.toLowerCase(java.util.Locale.ROOT))));
        return arguments;
    }
}
