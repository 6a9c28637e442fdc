package io.portolan.traefik;

import io.portolan.proxy.ControlDirectory;
import io.portolan.proxy.ExplanationPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sources of the plugin where Traefik looks for them, relative to its working directory. It reads them when it starts.
 * Without them it serves no route: each of them names the plugin.
 */
final class Plugin {
    static final String NAME = "portolan";
    static final String MODULE = "portolan";

    private static final String FOLDER = "plugins-local/src/" + MODULE + "/";
    private static final List<String> SOURCES =
            List.of("portolan.go", "forwarded.go", "credentials.go", "observed.go", "pages.go");

    private Plugin() {}

    static void install(ControlDirectory directory) throws IOException {
        for (String source : SOURCES) {
            directory.persistIfChanged(FOLDER + source, read(source));
        }
        directory.persistIfChanged(FOLDER + "texts.go", texts().getBytes(StandardCharsets.UTF_8));
        directory.persistIfChanged(FOLDER + ".traefik.yml", read("manifest.yml"));
    }

    /** All that Traefik reads of it. */
    static String text() {
        return SOURCES.stream()
                .map(s -> new String(read(s), StandardCharsets.UTF_8))
                .collect(Collectors.joining("", "", texts()));
    }

    private static String texts() {
        return "package portolan\n\nvar pages = map[string]page{\n"
                + page("no-route", ExplanationPage.NO_ROUTE)
                + page("nothing-runs", ExplanationPage.NOTHING_RUNS)
                + page("no-answer", ExplanationPage.NO_ANSWER)
                + "}\n";
    }

    /** A text in JSON is one in Go as well. */
    private static String page(String name, ExplanationPage page) {
        String headers = page.headers().entrySet().stream()
                .map(h -> Json.text(h.getKey()) + ": " + Json.text(h.getValue()))
                .collect(Collectors.joining(", "));
        return "\t\"%s\": {headers: map[string]string{%s}, html: %s},\n"
                .formatted(name, headers, Json.text(page.html("$status", "$host")));
    }

    private static byte[] read(String name) {
        try (InputStream in = Plugin.class.getResourceAsStream("plugin/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is part of this module");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name + " is part of this module", e);
        }
    }
}
