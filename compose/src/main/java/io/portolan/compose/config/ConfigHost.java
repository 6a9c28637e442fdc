package io.portolan.compose.config;

import io.portolan.model.stack.BlockIo;
import io.portolan.model.stack.BlockIo.Rate;
import io.portolan.model.stack.DeviceAccess;
import io.portolan.model.stack.DeviceAccess.Device;
import io.portolan.model.stack.DeviceAccess.Request;
import io.portolan.model.stack.HostOptions;
import io.portolan.model.stack.HostOptions.Confinement;
import io.portolan.model.stack.Sharing;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How the container is bound to its host, in canonical form. */
final class ConfigHost {
    private final Form form;

    ConfigHost(Form form) {
        this.form = form;
    }

    void add(HostOptions host) {
        number("cpu_shares", host.cpu().shares());
        number("cpu_period", host.cpu().period());
        number("cpu_quota", host.cpu().quota());
        number("cpu_rt_period", host.cpu().realtimePeriod());
        number("cpu_rt_runtime", host.cpu().realtimeRuntime());
        form.text("cpuset", host.cpu().cpuset());
        host.memory().swapLimit().ifPresent(v -> form.put("memswap_limit", String.valueOf(v)));
        host.memory().swappiness().ifPresent(v -> form.put("mem_swappiness", String.valueOf(v)));
        form.flag("oom_kill_disable", host.memory().oomKillDisabled());
        host.memory().oomScoreAdjustment().ifPresent(v -> form.put("oom_score_adj", v));
        blockIo(host.blockIo());
        devices(host.devices());
        sharing(host.sharing());
        confinement(host.confinement());
    }

    private void number(String key, OptionalLong value) {
        value.ifPresent(v -> form.put(key, v));
    }

    private void blockIo(BlockIo io) {
        Form one = new Form();
        io.weight().ifPresent(w -> one.put("weight", w));
        one.list("weight_device", rates(io.weights(), "weight"));
        one.list("device_read_bps", rates(io.readBytes(), "rate"));
        one.list("device_write_bps", rates(io.writeBytes(), "rate"));
        one.list("device_read_iops", rates(io.readOperations(), "rate"));
        one.list("device_write_iops", rates(io.writeOperations(), "rate"));
        form.maps("blkio_config", one.keys());
    }

    private static List<?> rates(List<Rate> rates, String value) {
        return rates.stream()
                .map(r -> Map.of(
                        "path",
                        Form.escaped(r.device()),
                        value,
                        value.equals("rate") ? (Object) String.valueOf(r.value()) : r.value()))
                .toList();
    }

    private void devices(DeviceAccess access) {
        form.list("devices", access.devices().stream().map(ConfigHost::device).toList());
        form.list("device_cgroup_rules", access.cgroupRules());
        form.list("gpus", access.requests().stream().map(ConfigHost::request).toList());
    }

    private static Map<String, @Nullable Object> device(Device device) {
        Form one = new Form();
        one.put("source", Form.escaped(device.hostPath()));
        one.put("target", Form.escaped(device.path()));
        one.put("permissions", device.permissions());
        return one.keys();
    }

    private static Map<String, @Nullable Object> request(Request request) {
        Form one = new Form();
        one.text("driver", request.driver());
        if (request.ids().isEmpty()) {
            one.put("count", request.count());
        }
        one.list("device_ids", request.ids());
        one.list("capabilities", request.capabilities());
        one.maps("options", Form.escaped(request.options()));
        return one.keys();
    }

    private void sharing(Sharing sharing) {
        form.text("pid", sharing.pid());
        form.text("ipc", sharing.ipc());
        form.text("uts", sharing.uts());
        form.text("cgroup", sharing.cgroup());
        form.text("userns_mode", sharing.user());
        form.list(
                "volumes_from",
                sharing.volumesFrom().stream()
                        .map(v -> v.startsWith(Sharing.SERVICE) ? v.substring(Sharing.SERVICE.length()) : v)
                        .toList());
    }

    private void confinement(Confinement confinement) {
        form.list("group_add", confinement.groups());
        form.text("runtime", confinement.runtime());
        form.text("cgroup_parent", confinement.cgroupParent());
        form.maps("storage_opt", Form.escaped(confinement.storageOptions()));
        form.maps("annotations", Form.escaped(confinement.annotations()));
    }
}
