package io.portolan.model.stack;

import io.portolan.model.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How an image is built: what decides what is built. Kept for the part of Portolan that will build images; the further
 * keys stand in the Compose file, which is kept as well.
 *
 * @param context a folder beside the Compose file, an absolute path, or a URL
 * @param dockerfile its path in the context, or "" for the context's own
 * @param inline the text of the Dockerfile where the file holds it, or ""
 * @param target the stage, or "" for the last one
 * @param arguments in the file's order; secrets, since people put tokens there
 */
public record BuildSpec(
        String context, String dockerfile, String inline, String target, Map<String, Secret> arguments) {
    public BuildSpec {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(dockerfile, "dockerfile");
        Objects.requireNonNull(inline, "inline");
        Objects.requireNonNull(target, "target");
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
}
