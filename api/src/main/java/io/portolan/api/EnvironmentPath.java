package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.engine.service.Refused;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;

/** The project and environment that stand in front of every resource's path, by name. There is one of each for now. */
final class EnvironmentPath {
    static final String PREFIX = "/api/v1/projects/{project}/environments/{environment}";
    private static final String PROJECT = "default";
    private static final String ENVIRONMENT = "production";

    private final Store.Identity identity;

    EnvironmentPath(Store.Identity identity) {
        this.identity = identity;
    }

    /** The environment's id; throws {@link Refused} if there is none of that name. */
    String id(Context ctx) {
        require("project", ctx.pathParam("project"), PROJECT);
        require("environment", ctx.pathParam("environment"), ENVIRONMENT);
        return identity.environment();
    }

    private static void require(String noun, String name, String only) {
        if (!name.equals(only)) {
            throw new Refused(
                    Refused.Kind.NOT_FOUND,
                    Diagnostic.error(noun + ".unknown", "there is no " + noun + " \"" + name + "\"")
                            .suggest("the only " + noun + " is \"" + only + "\""));
        }
    }
}
