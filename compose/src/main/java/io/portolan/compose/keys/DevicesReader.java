package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.DeviceAccess;
import io.portolan.model.stack.DeviceAccess.Device;
import io.portolan.model.stack.DeviceAccess.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code devices}, {@code device_cgroup_rules}, {@code gpus} and {@code deploy.resources.reservations.devices}. */
final class DevicesReader {
    private static final int ALL = -1;
    private static final int MOST = 1024;
    private static final Pattern PERMISSIONS = Pattern.compile("[rwm]{1,3}");
    /** A name of the Container Device Interface: {@code vendor.com/class=name}. */
    private static final Pattern CDI = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*=\\S+");

    private static final Pattern RULE = Pattern.compile("[acb] ([0-9]{1,9}|\\*):([0-9]{1,9}|\\*) [rwm]{1,3}");
    private static final Vocabulary DEVICE = Vocabulary.of("source", "target", "permissions");
    private static final Vocabulary REQUEST = Vocabulary.of("driver", "count", "device_ids", "capabilities", "options");

    private final Reading reading;
    private final Values values;

    DevicesReader(Reading reading) {
        this.reading = reading;
        this.values = reading.values();
    }

    DeviceAccess read(Mapping service, Optional<Mapping> reservations) {
        List<Device> devices = new ArrayList<>();
        List<Request> requests = new ArrayList<>();
        List<String> cdi = new ArrayList<>();
        for (Node item : values.list(service, "devices")) {
            if (item instanceof Mapping form) {
                longForm(form).ifPresent(devices::add);
            } else {
                values.scalar(item).ifPresent(s -> shortForm(s, devices, cdi));
            }
        }
        if (!cdi.isEmpty()) {
            requests.add(new Request("cdi", 0, cdi, List.of(), Map.of()));
        }
        reservations.ifPresent(r -> values.list(r, "devices").forEach(n -> request(n, false, requests)));
        gpus(service, requests);
        return new DeviceAccess(devices, rules(service), requests);
    }

    private void shortForm(Scalar at, List<Device> devices, List<String> cdi) {
        String text = at.text().strip();
        if (CDI.matcher(text).matches()) {
            cdi.add(text);
            return;
        }
        List<String> parts = List.of(text.split(":", -1));
        String permissions = parts.size() == 3 ? parts.get(2) : "rwm";
        // As docker run has it: the second part may be the permissions.
        boolean shortened =
                parts.size() == 2 && PERMISSIONS.matcher(parts.get(1)).matches();
        String target = parts.size() == 1 || shortened ? parts.getFirst() : parts.get(1);
        boolean legal = parts.size() <= 3
                && parts.getFirst().startsWith("/")
                && target.startsWith("/")
                && PERMISSIONS.matcher(permissions).matches();
        if (legal) {
            devices.add(new Device(parts.getFirst(), target, shortened ? parts.get(1) : permissions));
        } else {
            values.wrongValue(at, "is no device: write /dev/host, /dev/host:/dev/inside or /dev/host:/dev/inside:rw");
        }
    }

    private Optional<Device> longForm(Mapping form) {
        DEVICE.check(form, reading.findings());
        Optional<String> source = values.text(form, "source");
        if (source.isEmpty()) {
            reading.findings().error(form, "compose.invalid-value", "a device in long form needs `source`");
            return Optional.empty();
        }
        Optional<Scalar> permissions =
                values.scalar(form, "permissions").filter(s -> !s.text().isEmpty());
        permissions
                .filter(s -> !PERMISSIONS.matcher(s.text()).matches())
                .ifPresent(s -> values.wrongValue(s, "is no permission: some of r, w and m"));
        return Optional.of(new Device(
                source.get(),
                values.text(form, "target").orElse(source.get()),
                permissions.map(Scalar::text).orElse("rwm")));
    }

    private List<String> rules(Mapping service) {
        List<String> rules = new ArrayList<>();
        for (Scalar rule : values.texts(service, "device_cgroup_rules")) {
            if (RULE.matcher(rule.text()).matches()) {
                rules.add(rule.text());
            } else {
                values.wrongValue(rule, "is no rule for devices: write it like \"c 1:3 mr\" or \"a 7:* rmw\"");
            }
        }
        return rules;
    }

    private void gpus(Mapping service, List<Request> requests) {
        Optional<Node> gpus = values.present(service, "gpus", "all, or a list");
        if (gpus.isPresent() && gpus.get() instanceof Scalar scalar) {
            if (scalar.text().equals("all")) {
                requests.add(new Request("", ALL, List.of(), List.of("gpu"), Map.of()));
            } else {
                values.wrongValue(scalar, "is neither all nor a list of devices");
            }
        } else {
            gpus.ifPresent(list -> values.list(list).forEach(n -> request(n, true, requests)));
        }
    }

    /** @param gpu whether a request that names no capability is for a GPU */
    private void request(Node node, boolean gpu, List<Request> requests) {
        values.mapping(node).ifPresent(form -> {
            REQUEST.check(form, reading.findings());
            List<String> capabilities = values.texts(form, "capabilities").stream()
                    .map(Scalar::text)
                    .toList();
            List<String> ids =
                    values.texts(form, "device_ids").stream().map(Scalar::text).toList();
            if (capabilities.isEmpty() && !gpu) {
                reading.findings()
                        .error(form, "compose.invalid-value", "a reserved device needs `capabilities`: [gpu], say");
            }
            if (!ids.isEmpty() && form.get("count").isPresent()) {
                reading.findings().error(form, "compose.contradiction", "`count` and `device_ids` exclude each other");
            }
            Map<String, String> options = new LinkedHashMap<>();
            values.pairs(form, "options")
                    .forEach(p -> options.put(p.name(), p.value().orElse("")));
            requests.add(new Request(
                    values.text(form, "driver").orElse(""),
                    ids.isEmpty() ? count(form) : 0,
                    ids,
                    capabilities.isEmpty() && gpu ? List.of("gpu") : capabilities,
                    options));
        });
    }

    private int count(Mapping form) {
        boolean all = form.get("count")
                .filter(n -> n instanceof Scalar s && s.text().equals("all"))
                .isPresent();
        return all ? ALL : values.integer(form, "count", ALL, MOST).orElse(ALL);
    }
}
