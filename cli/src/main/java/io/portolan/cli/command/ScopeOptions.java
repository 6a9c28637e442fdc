package io.portolan.cli.command;

import io.portolan.cli.client.Resource;
import picocli.CommandLine.Option;

/** Which project and environment a resource is in. */
public final class ScopeOptions {
    @Option(names = "--project", paramLabel = "P", description = "Project of the resource (default: default).")
    private String project = "default";

    @Option(
            names = "--environment",
            paramLabel = "E",
            description = "Environment of the resource (default: production).")
    private String environment = "production";

    Resource environment() {
        return Resource.of("projects", project, "environments", environment);
    }
}
