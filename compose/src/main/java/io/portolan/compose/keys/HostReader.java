package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.CpuTuning;
import io.portolan.model.stack.HostOptions;
import io.portolan.model.stack.HostOptions.Confinement;
import io.portolan.model.stack.MemoryTuning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How a container is bound to its host: shares of processors and memory, devices, namespaces, its runtime. */
final class HostReader {
    static final String ENGINE_LIMIT = "compose.engine-limit";
    private static final Pattern CPUSET = Pattern.compile("[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*");
    private static final long MOST = Long.MAX_VALUE;

    private final Reading reading;
    private final Values values;
    private final Quantities quantities;
    private final DevicesReader devices;
    private final BlockIoReader blockIo;
    private final SharingReader sharing;

    HostReader(Reading reading) {
        this.reading = reading;
        this.values = reading.values();
        this.quantities = reading.quantities();
        this.devices = new DevicesReader(reading);
        this.blockIo = new BlockIoReader(reading);
        this.sharing = new SharingReader(reading);
    }

    HostOptions read(Mapping service, Optional<Mapping> reservations) {
        ofWindows(service);
        return new HostOptions(
                cpu(service),
                memory(service),
                blockIo.read(service),
                devices.read(service, reservations),
                sharing.read(service),
                confinement(service));
    }

    /** Keys that the specification leaves to engines on Windows: the engine on Linux ignores two and refuses two. */
    private void ofWindows(Mapping service) {
        for (String key : List.of("cpu_count", "cpu_percent")) {
            service.entry(key).filter(e -> !e.value().isNull()).ifPresent(e -> reading.findings()
                    .warning(
                            e.key(),
                            "compose.no-meaning",
                            "`%s` limits containers on Windows only and is left out: write `cpus`".formatted(key)));
        }
        values.scalar(service, "isolation")
                .filter(s -> !s.text().isEmpty() && !s.text().equals("default"))
                .ifPresent(
                        s -> reading.findings()
                                .error(
                                        s,
                                        ENGINE_LIMIT,
                                        "an engine on Linux knows no isolation but `default`; others are of engines on Windows"));
        service.entry("credential_spec").filter(e -> !e.value().isNull()).ifPresent(e -> reading.findings()
                .error(
                        e.key(),
                        ENGINE_LIMIT,
                        "credential specifications are of containers on Windows: an engine on Linux refuses them"));
    }

    private CpuTuning cpu(Mapping service) {
        return new CpuTuning(
                quantities.whole(service, "cpu_shares", 0, MOST),
                quantities.microseconds(service, "cpu_period"),
                quantities.microseconds(service, "cpu_quota"),
                quantities.microseconds(service, "cpu_rt_period"),
                quantities.microseconds(service, "cpu_rt_runtime"),
                values.scalar(service, "cpuset")
                        .filter(s -> !s.text().isEmpty())
                        .filter(this::isCpuset)
                        .map(Scalar::text)
                        .orElse(""));
    }

    private boolean isCpuset(Scalar scalar) {
        boolean legal = CPUSET.matcher(scalar.text()).matches();
        if (!legal) {
            values.wrongValue(scalar, "is no set of processors: write it like 0-3 or 0,2");
        }
        return legal;
    }

    private MemoryTuning memory(Mapping service) {
        OptionalLong swappiness = quantities.whole(service, "mem_swappiness", 0, 100);
        OptionalInt asInt = swappiness.isPresent() ? OptionalInt.of((int) swappiness.getAsLong()) : OptionalInt.empty();
        return new MemoryTuning(
                quantities.bytesOrUnlimited(service, "memswap_limit"),
                asInt,
                values.flag(service, "oom_kill_disable"),
                values.integer(service, "oom_score_adj", -1000, 1000));
    }

    private Confinement confinement(Mapping service) {
        return new Confinement(
                values.texts(service, "group_add").stream()
                        .map(Scalar::text)
                        .distinct()
                        .toList(),
                values.text(service, "runtime").orElse(""),
                values.text(service, "cgroup_parent").orElse(""),
                map(service, "storage_opt"),
                map(service, "annotations"));
    }

    private Map<String, String> map(Mapping service, String key) {
        Map<String, String> all = new LinkedHashMap<>();
        values.pairs(service, key).forEach(p -> all.put(p.name(), p.value().orElse("")));
        return all;
    }
}
