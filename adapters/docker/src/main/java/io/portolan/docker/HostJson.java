package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.stack.BlockIo;
import io.portolan.model.stack.CpuTuning;
import io.portolan.model.stack.DeviceAccess;
import io.portolan.model.stack.HostOptions;
import io.portolan.model.stack.HostOptions.Confinement;
import io.portolan.model.stack.MemoryTuning;
import io.portolan.model.stack.Sharing;
import java.util.List;

/** How a container is bound to its host, as the engine takes it. What is not asked for is not mentioned. */
final class HostJson {
    private final ObjectNode host;
    private final ApiVersion version;

    HostJson(ObjectNode host, ApiVersion version) {
        this.host = host;
        this.version = version;
    }

    void write(HostOptions options) {
        cpu(options.cpu());
        memory(options.memory());
        blockIo(options.blockIo());
        devices(options.devices());
        sharing(options.sharing());
        confinement(options.confinement());
    }

    private void cpu(CpuTuning cpu) {
        cpu.shares().ifPresent(v -> host.put("CpuShares", v));
        cpu.period().ifPresent(v -> host.put("CpuPeriod", v));
        cpu.quota().ifPresent(v -> host.put("CpuQuota", v));
        cpu.realtimePeriod().ifPresent(v -> host.put("CpuRealtimePeriod", v));
        cpu.realtimeRuntime().ifPresent(v -> host.put("CpuRealtimeRuntime", v));
        text("CpusetCpus", cpu.cpuset());
    }

    private void memory(MemoryTuning memory) {
        memory.swapLimit().ifPresent(v -> host.put("MemorySwap", v));
        memory.swappiness().ifPresent(v -> host.put("MemorySwappiness", v));
        if (memory.oomKillDisabled()) {
            host.put("OomKillDisable", true);
        }
        memory.oomScoreAdjustment().ifPresent(v -> host.put("OomScoreAdj", v));
    }

    private void blockIo(BlockIo io) {
        io.weight().ifPresent(v -> host.put("BlkioWeight", v));
        rates("BlkioWeightDevice", "Weight", io.weights());
        rates("BlkioDeviceReadBps", "Rate", io.readBytes());
        rates("BlkioDeviceWriteBps", "Rate", io.writeBytes());
        rates("BlkioDeviceReadIOps", "Rate", io.readOperations());
        rates("BlkioDeviceWriteIOps", "Rate", io.writeOperations());
    }

    private void rates(String name, String value, List<BlockIo.Rate> rates) {
        if (!rates.isEmpty()) {
            ArrayNode all = host.putArray(name);
            rates.forEach(r -> all.addObject().put("Path", r.device()).put(value, r.value()));
        }
    }

    private void devices(DeviceAccess access) {
        if (!access.devices().isEmpty()) {
            ArrayNode all = host.putArray("Devices");
            access.devices().forEach(d -> all.addObject()
                    .put("PathOnHost", d.hostPath())
                    .put("PathInContainer", d.path())
                    .put("CgroupPermissions", d.permissions()));
        }
        Json.put(host, "DeviceCgroupRules", access.cgroupRules());
        if (!access.requests().isEmpty()) {
            ArrayNode all = host.putArray("DeviceRequests");
            access.requests().forEach(r -> request(all.addObject(), r));
        }
    }

    private static void request(ObjectNode json, DeviceAccess.Request request) {
        json.put("Driver", request.driver());
        json.put("Count", request.count());
        json.set("DeviceIDs", Json.array(request.ids()));
        ArrayNode alternatives = json.putArray("Capabilities");
        if (!request.capabilities().isEmpty()) {
            alternatives.add(Json.array(request.capabilities()));
        }
        json.set("Options", Json.object(request.options()));
    }

    private void sharing(Sharing sharing) {
        text("PidMode", sharing.pid());
        text("IpcMode", sharing.ipc());
        text("UTSMode", sharing.uts());
        text("CgroupnsMode", sharing.cgroup());
        text("UsernsMode", sharing.user());
        Json.put(
                host,
                "VolumesFrom",
                sharing.volumesFrom().stream()
                        .map(v -> v.startsWith(Sharing.CONTAINER) ? v.substring(Sharing.CONTAINER.length()) : v)
                        .toList());
    }

    private void confinement(Confinement confinement) {
        Json.put(host, "GroupAdd", confinement.groups());
        text("Runtime", confinement.runtime());
        text("CgroupParent", confinement.cgroupParent());
        if (!confinement.storageOptions().isEmpty()) {
            host.set("StorageOpt", Json.object(confinement.storageOptions()));
        }
        if (!confinement.annotations().isEmpty()) {
            version.require(version.hasAnnotations(), "annotations", "24.0");
            host.set("Annotations", Json.object(confinement.annotations()));
        }
    }

    private void text(String name, String value) {
        if (!value.isEmpty()) {
            host.put(name, value);
        }
    }
}
