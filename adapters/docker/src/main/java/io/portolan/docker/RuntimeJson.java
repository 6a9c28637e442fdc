package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.stack.RuntimeOptions;

/** Privileges, limits and logging as the engine takes them. */
final class RuntimeJson {
    private RuntimeJson() {}

    static void write(ObjectNode host, RuntimeOptions options) {
        host.put("Privileged", options.privileges().privileged());
        host.put("ReadonlyRootfs", options.privileges().readOnly());
        options.privileges().capAdd().forEach(host.putArray("CapAdd")::add);
        options.privileges().capDrop().forEach(host.putArray("CapDrop")::add);
        options.securityOpt().forEach(host.putArray("SecurityOpt")::add);
        ArrayNode ulimits = host.putArray("Ulimits");
        options.ulimits().forEach((name, limit) -> ulimits.addObject()
                .put("Name", name)
                .put("Soft", limit.soft())
                .put("Hard", limit.hard()));
        ObjectNode sysctls = host.putObject("Sysctls");
        options.sysctls().forEach(sysctls::put);
        options.shmSize().ifPresent(s -> host.put("ShmSize", s));
        RuntimeOptions.Resources resources = options.resources();
        resources.nanoCpus().ifPresent(c -> host.put("NanoCpus", c));
        resources.memory().ifPresent(m -> host.put("Memory", m));
        resources.memoryReservation().ifPresent(m -> host.put("MemoryReservation", m));
        resources.pids().ifPresent(p -> host.put("PidsLimit", p));
        options.logging().ifPresent(l -> {
            ObjectNode log = host.putObject("LogConfig");
            log.put("Type", l.driver());
            ObjectNode config = log.putObject("Config");
            l.options().forEach(config::put);
        });
    }
}
