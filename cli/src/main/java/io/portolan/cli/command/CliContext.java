package io.portolan.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.ConnectionSettings;
import io.portolan.cli.client.Json;
import io.portolan.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What commands know of the world around them.
 *
 * @param user name of the user who runs them
 * @param folder that relative paths start from
 */
public record CliContext(
        Terminal terminal, Map<String, String> env, String user, Path home, Path folder, InstantSource clock) {
    public CliContext {
        env = Map.copyOf(env);
    }

    public static CliContext ofProcess() {
        Map<String, String> env = System.getenv();
        return new CliContext(
                Terminal.ofProcess(env),
                env,
                System.getProperty("user.name", ""),
                Path.of(System.getProperty("user.home", "/")),
                Path.of("").toAbsolutePath(),
                InstantSource.system());
    }

    public ApiClient connect() {
        return new ApiClient(new ConnectionSettings(env, user, home).find());
    }

    /** Where the daemon of this user keeps what it keeps, unless told otherwise by a flag. */
    public Path dataFolder() {
        return ConnectionSettings.dataFolder(env, user, home);
    }

    /** Standard output of a command under {@code --json}. */
    public void print(JsonNode document) {
        terminal.out().println(Json.pretty(document));
    }

    /** One object of a stream under {@code --json}. */
    public void printLine(JsonNode document) {
        terminal.out().println(Json.compact(document));
    }
}
