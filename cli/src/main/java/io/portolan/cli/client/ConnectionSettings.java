package io.portolan.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the daemon: {@code PORTOLAN_URL} and {@code PORTOLAN_TOKEN} first, then what {@code portolan up} left in the data
 * folder: {@value #POINTER} with {@code {"url","tokenFile"}}, and {@value #TOKEN} where it does not name another file.
 *
 * <p>A token found in the data folder goes only to the daemon it belongs to, or to this machine: {@code PORTOLAN_URL}
 * alone never sends the local administrator's token to somebody else's server.
 */
public final class ConnectionSettings {
    public static final String DEFAULT_URL = "http://127.0.0.1:8000";
    public static final String POINTER = "client.json";
    public static final String TOKEN = "admin.token";

    private final Map<String, String> env;
    private final Path data;

    /** Settings that cannot be used, with what to do about it. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Diagnostic diagnostic;

        Unusable(Diagnostic diagnostic, Throwable cause) {
            super(diagnostic.message(), cause);
            this.diagnostic = diagnostic;
        }

        public Diagnostic diagnostic() {
            return diagnostic;
        }
    }

    private record Pointer(Optional<URI> url, Path tokenFile) {}

    /** @param user whose data folder is the default one */
    public ConnectionSettings(Map<String, String> env, String user, Path home) {
        this.env = env;
        this.data = dataFolder(env, user, home);
    }

    /** {@code PORTOLAN_DATA}, else {@code /var/lib/portolan} for root and {@code ~/.local/share/portolan} for others. */
    public static Path dataFolder(Map<String, String> env, String user, Path home) {
        String told = env.getOrDefault("PORTOLAN_DATA", "");
        if (!told.isBlank()) {
            return Path.of(told);
        }
        return user.equals("root") ? Path.of("/var/lib/portolan") : home.resolve(".local/share/portolan");
    }

    public Connection find() {
        Optional<URI> told = setting("PORTOLAN_URL").map(text -> url(text, "PORTOLAN_URL"));
        Optional<Secret> token = setting("PORTOLAN_TOKEN").map(Secret::new);
        if (told.isPresent() && token.isPresent()) {
            return new Connection(told.get(), token, "PORTOLAN_TOKEN");
        }
        Pointer pointer = pointer();
        URI local = pointer.url().orElse(URI.create(DEFAULT_URL));
        URI url = told.orElse(local);
        if (token.isPresent()) {
            return new Connection(url, token, "PORTOLAN_TOKEN");
        }
        if (!url.equals(local) && !isLoopback(url)) {
            return new Connection(url, Optional.empty(), "PORTOLAN_TOKEN, which is not set");
        }
        Path file = pointer.tokenFile();
        return new Connection(url, read(file).map(String::strip).map(Secret::new), file.toString());
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(env.get(name)).map(String::strip).filter(v -> !v.isEmpty());
    }

    private Pointer pointer() {
        Path file = data.resolve(POINTER);
        JsonNode document = read(file).map(text -> parse(file, text)).orElse(Json.object());
        String tokenFile = Json.text(document, "tokenFile");
        String url = Json.text(document, "url");
        return new Pointer(
                url.isEmpty() ? Optional.empty() : Optional.of(url(url, file.toString())),
                data.resolve(tokenFile.isEmpty() ? TOKEN : tokenFile));
    }

    private static JsonNode parse(Path file, String text) {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new Unusable(
                    Diagnostic.error("client.pointer", file + " is not JSON").suggest("\"portolan up\" writes it anew"),
                    e);
        }
    }

    private static URI url(String text, String source) {
        try {
            URI url = new URI(text.replaceAll("/+$", ""));
            if (url.getHost() != null && String.valueOf(url.getScheme()).matches("https?")) {
                return url;
            }
            throw new URISyntaxException(text, "not an http:// or https:// URL");
        } catch (URISyntaxException e) {
            throw new Unusable(
                    Diagnostic.error("client.url", "\"" + text + "\" (" + source + ") is not the URL of a daemon")
                            .suggest("write it as " + DEFAULT_URL),
                    e);
        }
    }

    private static boolean isLoopback(URI url) {
        String host = url.getHost();
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new Unusable(
                    Diagnostic.error("client.denied", file + " may not be read by this user")
                            .suggest("run the command as the user who ran \"portolan up\", or set PORTOLAN_TOKEN"),
                    e);
        } catch (IOException e) {
            throw new Unusable(Diagnostic.error("client.unreadable", file + " cannot be read: " + e.getMessage()), e);
        }
    }
}
