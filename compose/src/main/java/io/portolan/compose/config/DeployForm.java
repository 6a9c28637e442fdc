package io.portolan.compose.config;

import io.portolan.compose.yaml.Scalar;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code deploy}, and what it shares with keys of a service: requests for devices. */
final class DeployForm {
    private DeployForm() {}

    /** @param scale the service's key of that name, which says the same as {@code replicas} */
    static Form deploy(Form form, Optional<Scalar> scale) {
        scale.flatMap(s -> Trees.number(s.text())).ifPresent(n -> form.put("replicas", n));
        return form.put("resources", Map.of())
                .put("placement", Map.of())
                .texts("mode", "endpoint_mode")
                .counts("replicas")
                .pairs("labels")
                .nested("update_config", DeployForm::update)
                .nested("rollback_config", DeployForm::update)
                .nested("resources", r -> r.nested("limits", DeployForm::resource)
                        .nested("reservations", DeployForm::resource))
                .nested(
                        "restart_policy",
                        p -> p.texts("condition").durations("delay", "window").counts("max_attempts"))
                .nested("placement", p -> p.lists("constraints")
                        .items("preferences", i -> i.texts("spread"))
                        .numbers("max_replicas_per_node"));
    }

    private static Form update(Form form) {
        form.counts("parallelism").durations("delay", "monitor");
        form.keys().values().removeIf("0s"::equals);
        return form.texts("failure_action", "order").numbers("max_failure_ratio");
    }

    private static Form resource(Form form) {
        return form.numbers("cpus", "pids")
                .bytes("memory")
                .items("devices", DeployForm::device)
                .items(
                        "generic_resources",
                        g -> g.nested(
                                "discrete_resource_spec", d -> d.texts("kind").counts("value")));
    }

    static Form device(Form form) {
        boolean any = form.node("count").isEmpty() && form.node("device_ids").isEmpty();
        boolean all = form.scalar("count").filter(c -> c.text().equals("all")).isPresent();
        form.lists("capabilities", "device_ids")
                .texts("driver")
                .numbers("count")
                .pairs("options");
        return any || all ? form.put("count", BigDecimal.ONE.negate()) : form;
    }

    static Form ulimits(Form form) {
        Map<String, @Nullable Object> all = new TreeMap<>();
        Trees.named(form.node("ulimits"))
                .forEach((name, limit) -> all.put(
                        name,
                        limit instanceof Scalar single
                                ? Trees.number(single.text()).orElse(BigDecimal.ZERO)
                                : Form.of(limit).counts("soft", "hard").keys()));
        return form.unlessEmpty("ulimits", all);
    }
}
