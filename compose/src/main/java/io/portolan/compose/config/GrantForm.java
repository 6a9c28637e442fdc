package io.portolan.compose.config;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code configs} and {@code secrets} of a service.
 *
 * @param folder where one goes that names no target; empty where the form leaves that out
 */
record GrantForm(String folder) {
    List<Object> all(Optional<Node> node) {
        List<Object> grants = new ArrayList<>();
        for (Node item : Trees.items(node)) {
            Form form = Form.of(item);
            if (item instanceof Mapping) {
                form.texts("source", "target", "uid", "gid");
                form.scalar("mode").ifPresent(m -> form.put("mode", mode(m)));
            } else {
                form.put("source", Trees.text(item));
            }
            if (!folder.isEmpty() && !form.keys().containsKey("target")) {
                form.put("target", folder + form.keys().get("source"));
            }
            grants.add(form.keys());
        }
        return grants;
    }

    /** In octal, as it is meant in every spelling. */
    private static String mode(Scalar mode) {
        return "0" + mode.text().replaceFirst("^0o?", "");
    }
}
