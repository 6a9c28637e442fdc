package io.portolan.model.stack;

import java.util.List;
import java.util.Map;

/**
 * Devices of the host that a container may use.
 *
 * @param cgroupRules as the kernel writes them: {@code c 1:3 mr}
 * @param requests devices that a driver hands out: GPUs, and names of the Container Device Interface
 */
public record DeviceAccess(List<Device> devices, List<String> cgroupRules, List<Request> requests) {
    public DeviceAccess {
        devices = List.copyOf(devices);
        cgroupRules = List.copyOf(cgroupRules);
        requests = List.copyOf(requests);
    }

    public static DeviceAccess none() {
        return new DeviceAccess(List.of(), List.of(), List.of());
    }

    /** @param permissions some of {@code rwm} */
    public record Device(String hostPath, String path, String permissions) {}

    /**
     * @param driver "" for any that has the capabilities
     * @param count -1 for all; 0 where {@code ids} name them
     */
    public record Request(
            String driver, int count, List<String> ids, List<String> capabilities, Map<String, String> options) {
        public Request {
            ids = List.copyOf(ids);
            capabilities = List.copyOf(capabilities);
            options = Map.copyOf(options);
        }
    }
}
