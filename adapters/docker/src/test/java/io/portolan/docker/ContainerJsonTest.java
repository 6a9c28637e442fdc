package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.LifecycleSpec.RestartPolicy;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.RuntimeOptions.Logging;
import io.portolan.model.stack.RuntimeOptions.Privileges;
import io.portolan.model.stack.RuntimeOptions.Resources;
import io.portolan.model.stack.RuntimeOptions.Ulimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each specification has its expected body; {@code -Dgolden.write=true} writes them anew, and the diff is reviewed. */
final class ContainerJsonTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("golden.dir", "src/test/resources"), "container-json");

    private static final EngineLookups LOOKUPS = new EngineLookups() {
        @Override
        public String mountpoint(String volume) {
            return "/volumes/" + volume + "/_data";
        }

        @Override
        public List<String> entrypoint(String image) {
            return List.of("/entrypoint-of-" + image);
        }
    };

    @ParameterizedTest
    @CsvSource({
        "least, 41",
        "everything, 41",
        "everything, 51",
        "cleared-command, 41",
        "cleared-entrypoint, 41",
        "one-shot, 41",
        "bound-to-the-host, 43",
        "on-a-network, 41",
        "on-a-network, 51",
        "in-the-network-of-another, 41",
        "in-the-network-of-the-host, 41"
    })
    void isWhatTheEngineTakes(String name, int minor) throws IOException {
        ContainerSpec spec =
                switch (name) {
                    case "least" -> new Sketch("least").on("net").spec();
                    case "everything" -> everything(minor >= 44);
                    case "cleared-command" ->
                        new Sketch("c").image("img").command().on("net").spec();
                    case "cleared-entrypoint" ->
                        new Sketch("e").entrypoint().command("run").on("net").spec();
                    case "one-shot" ->
                        new Sketch("o")
                                .restart(RestartPolicy.Mode.ON_FAILURE, 3)
                                .on("net")
                                .spec();
                    case "bound-to-the-host" ->
                        new Sketch("b").runtime(Bound.everywhere()).on("net").spec();
                    case "on-a-network" ->
                        new Sketch("n")
                                .on(Bound.place(minor))
                                .resolution(Bound.names())
                                .spec();
                    case "in-the-network-of-another" ->
                        new Sketch("i")
                                .networkOf("container:blog.vpn.1")
                                .expose(80, Protocol.TCP)
                                .spec();
                    case "in-the-network-of-the-host" ->
                        new Sketch("h").networkOf("host").spec();
                    default -> throw new IllegalArgumentException(name);
                };
        String json = pretty(spec, new ApiVersion(minor));
        Path expected = GOLDEN.resolve(name + ".api-1." + minor + ".json");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(expected, json);
        }
        assertThat(json).isEqualTo(Files.readString(expected));
    }

    @ParameterizedTest
    @CsvSource({"gw_priority, 47", "interface_name, 48", "annotations, 42", "start_interval, 43"})
    void refusesWhatAnOlderEngineDoesNotKnow(String key, int minor) {
        Endpoint asked = new Endpoint(
                "",
                "",
                List.of(),
                "",
                Map.of(),
                0,
                key.equals("gw_priority") ? 1 : 0,
                key.equals("interface_name") ? "eth9" : "");
        Sketch sketch = new Sketch("x").on(new Attachment("net", List.of(), 0, asked, List.of()));
        ContainerSpec spec =
                switch (key) {
                    case "annotations" -> sketch.runtime(Bound.everywhere()).spec();
                    case "start_interval" -> everything(true);
                    default -> sketch.spec();
                };
        assertThatThrownBy(() -> pretty(spec, new ApiVersion(minor)))
                .hasMessageContaining("`" + key + "`")
                .hasMessageContaining("it speaks API 1." + minor);
    }

    private static String pretty(ContainerSpec spec, ApiVersion version) throws JsonProcessingException {
        return EngineHttp.JSON
                        .writer(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(new ContainerJson(spec, LOOKUPS, version).body())
                + "\n";
    }

    private static ContainerSpec everything(boolean startInterval) {
        return new Sketch("blog.web.1")
                .image("example/web:1")
                .entrypoint("/start", "--verbose")
                .command("serve", "all")
                .environment("Z_FIRST", "as in the file")
                .environment("A_SECOND", "a=b\nc")
                .user("1000:1000")
                .workingDir("/srv")
                .init()
                .tty()
                .stdin()
                .hostname("web")
                .mount(new Mount.Volume("blog.data", "/data", false, true))
                .mount(new Mount.Volume("blog.cache", "/cache", true, false))
                .mount(new Mount.Anonymous("/scratch", false))
                .mount(new Mount.Bind("/etc/localtime", "/etc/localtime", true, false, ""))
                .mount(new Mount.Bind("/srv/media", "/media", false, true, "rslave"))
                .mount(new Mount.BundlePath("blog.files", "conf/site.conf", "/etc/site.conf", true, "d1"))
                .mount(new Mount.BundlePath("blog.files", "uploads", "/uploads", false, ""))
                .mount(new Mount.Tmpfs("/tmp", OptionalLong.of(1 << 20), OptionalInt.of(0_1777)))
                .on("blog.net", 100, "web", "blog")
                .on("destination")
                .publish("0.0.0.0", 8443, 443)
                .publish("127.0.0.1", 8444, 443)
                .publish("0.0.0.0", 0, 9000)
                .expose(53, Protocol.UDP)
                .extraHost("host.docker.internal:host-gateway")
                .restart(RestartPolicy.Mode.UNLESS_STOPPED, 0)
                .healthcheck(new Healthcheck(
                        Sketch.secrets("CMD-SHELL", "curl -f localhost"),
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.of(Duration.ofMillis(1500)),
                        OptionalInt.of(3),
                        Optional.of(Duration.ofSeconds(30)),
                        startInterval ? Optional.of(Duration.ofSeconds(2)) : Optional.empty()))
                .stop("SIGQUIT", Duration.ofMillis(1500))
                .runtime(new RuntimeOptions(
                        new Privileges(true, true, List.of("NET_ADMIN"), List.of("ALL")),
                        List.of("no-new-privileges"),
                        Map.of("nofile", new Ulimit(1024, 2048), "core", new Ulimit(0, 0)),
                        Map.of("net.core.somaxconn", "1024", "kernel.msgmax", "65536"),
                        OptionalLong.of(64 << 20),
                        new Resources(
                                OptionalLong.of(1_500_000_000),
                                OptionalLong.of(512 << 20),
                                OptionalLong.of(256 << 20),
                                OptionalLong.of(200)),
                        Optional.of(new Logging("json-file", Map.of("max-size", "10m", "max-file", "3")))))
                .label(Labels.INSTANCE, "ours")
                .label("author", "someone")
                .spec();
    }
}
