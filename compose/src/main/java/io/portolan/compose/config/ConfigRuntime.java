package io.portolan.compose.config;

import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.RuntimeOptions.Resources;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** What the container may do and use, in canonical form. */
final class ConfigRuntime {
    private final Form form;

    ConfigRuntime(Form form) {
        this.form = form;
    }

    void add(RuntimeOptions runtime) {
        form.flag("privileged", runtime.privileges().privileged());
        form.flag("read_only", runtime.privileges().readOnly());
        form.list("cap_add", runtime.privileges().capAdd());
        form.list("cap_drop", runtime.privileges().capDrop());
        form.list("security_opt", runtime.securityOpt());
        form.maps("sysctls", runtime.sysctls());
        runtime.shmSize().ifPresent(s -> form.put("shm_size", String.valueOf(s)));
        Map<String, Object> ulimits = new TreeMap<>();
        runtime.ulimits()
                .forEach((name, limit) -> ulimits.put(
                        name,
                        limit.soft() == limit.hard()
                                ? (Object) limit.soft()
                                : Map.of("soft", limit.soft(), "hard", limit.hard())));
        form.maps("ulimits", ulimits);
        runtime.logging().ifPresent(logging -> {
            Form one = new Form();
            one.put("driver", logging.driver());
            one.maps("options", Form.escaped(logging.options()));
            form.put("logging", one.keys());
        });
        resources(runtime.resources());
        new ConfigHost(form).add(runtime.host());
    }

    private void resources(Resources resources) {
        resources
                .nanoCpus()
                .ifPresent(n -> form.put("cpus", BigDecimal.valueOf(n, 9).doubleValue()));
        resources.memory().ifPresent(m -> form.put("mem_limit", String.valueOf(m)));
        resources.memoryReservation().ifPresent(m -> form.put("mem_reservation", String.valueOf(m)));
        resources.pids().ifPresent(p -> form.put("pids_limit", p));
    }
}
