package io.portolan.daemon;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which daemon: its folder, and its engine. The folder's default is that of {@link SettingsProvider}. */
final class PlaceOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where the daemon keeps its state (default: ${DEFAULT-VALUE})")
    Path data = Path.of("");

    @Option(
            names = "--docker",
            paramLabel = "ENDPOINT",
            description = "the Docker Engine (default: ${DEFAULT-VALUE})",
            defaultValue = "unix:///var/run/docker.sock")
    String docker = "";

    Path absoluteData() {
        return data.toAbsolutePath().normalize();
    }
}
