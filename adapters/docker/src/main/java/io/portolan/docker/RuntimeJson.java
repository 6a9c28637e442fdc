package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.RuntimeOptions.Resources;
import java.util.List;
import java.util.TreeMap;

/** Privileges, limits and logging as the engine takes them. */
final class RuntimeJson {
    private static final String SYSTEM_PATHS = "systempaths=unconfined";

    private RuntimeJson() {}

    static void write(ObjectNode host, RuntimeOptions options) {
        host.put("Privileged", options.privileges().privileged());
        host.put("ReadonlyRootfs", options.privileges().readOnly());
        host.set("CapAdd", Json.array(options.privileges().capAdd()));
        host.set("CapDrop", Json.array(options.privileges().capDrop()));
        securityOptions(host, options.securityOpt());
        ArrayNode ulimits = host.putArray("Ulimits");
        new TreeMap<>(options.ulimits()).forEach((name, limit) -> ulimits.addObject()
                .put("Name", name)
                .put("Soft", limit.soft())
                .put("Hard", limit.hard()));
        host.set("Sysctls", Json.object(options.sysctls()));
        options.shmSize().ifPresent(s -> host.put("ShmSize", s));
        resources(host, options.resources());
        options.logging()
                .ifPresent(l ->
                        host.putObject("LogConfig").put("Type", l.driver()).set("Config", Json.object(l.options())));
    }

    /** One option is of Docker's own clients, and two other fields to the engine. */
    private static void securityOptions(ObjectNode host, List<String> options) {
        host.set(
                "SecurityOpt",
                Json.array(options.stream().filter(o -> !o.equals(SYSTEM_PATHS)).toList()));
        if (options.contains(SYSTEM_PATHS)) {
            host.putArray("MaskedPaths");
            host.putArray("ReadonlyPaths");
        }
    }

    private static void resources(ObjectNode host, Resources resources) {
        resources.nanoCpus().ifPresent(c -> host.put("NanoCpus", c));
        resources.memory().ifPresent(m -> host.put("Memory", m));
        resources.memoryReservation().ifPresent(m -> host.put("MemoryReservation", m));
        resources.pids().ifPresent(p -> host.put("PidsLimit", p));
    }
}
