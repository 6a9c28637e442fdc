package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private final Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    CommandsTest(@TempDir Path home) {
        this.home = home;
    }

    private String help(String user, Map<String, String> env, String... args) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(stream, stream, new BufferedReader(new StringReader("")), Terminal.Streams.NONE, env);
        Commands.run(new CliContext(terminal, env, user, home, home, InstantSource.system()), args);
        return out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    @Test
    void theDataFolderIsThatOfAllCommands() {
        // A long path is broken where the line ends.
        assertThat(help("ann", Map.of(), "up", "--help").replace(" ", ""))
                .contains("keepsitsstate(default:" + home.resolve(".local/share/portolan"));
        assertThat(help("root", Map.of(), "up", "--help")).contains("(default: /var/lib/portolan)");
        assertThat(help("root", Map.of("PORTOLAN_DATA", "/srv/p"), "down", "--help"))
                .contains("(default: /srv/p)");
    }

    @Test
    void onlySettingsThatHaveAnEffectAreOffered() {
        assertThat(help("root", Map.of(), "up", "--help"))
                .contains("--http-port")
                .doesNotContain("--log-file");
        out.reset();
        assertThat(help("root", Map.of(), "down", "--help"))
                .contains("--data", "--docker", "--purge")
                .doesNotContain("--http-port")
                .doesNotContain("--address-pool");
        assertThat(help("root", Map.of(), "daemon", "--help")).contains("--log-file", "--http-port");
    }

    @Test
    void aVariableWinsOverTheFolderSFile() throws Exception {
        Files.writeString(home.resolve("portolan.properties"), "http-port=8081\nhttps-port=8444\n");
        assertThat(help(
                        "root",
                        Map.of("PORTOLAN_HTTP_PORT", "8082", "PORTOLAN_LOG_FILE", "/srv/log"),
                        "daemon",
                        "--data=" + home,
                        "--help"))
                .contains("HTTP proxy (default: 8082)")
                .contains("for https (default: 8444)");
    }
}
