package io.portolan.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The docker command against the engine that the tests were given. */
public final class Docker {
    public static final String ENDPOINT = "PORTOLAN_TEST_DOCKER";
    public static final String NO_ENGINE = "no engine: " + ENDPOINT + " is not set";

    private Docker() {}

    /** Whether the engine has the image, or gets it from a registry. */
    public static boolean has(String image) {
        if (System.getenv(ENDPOINT) == null) {
            return false;
        }
        for (String command : List.of("inspect", "pull")) {
            try {
                run("image", command, image);
                return true;
            } catch (IllegalStateException absent) {
                // The other way may work; that none does is the answer.
            }
        }
        return false;
    }

    /** Standard output, stripped; fails with what docker said. */
    public static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "--host", System.getenv(ENDPOINT)));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).start();
            String output = text(process.getInputStream());
            String complaint = text(process.getErrorStream());
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + complaint);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for docker", e);
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
