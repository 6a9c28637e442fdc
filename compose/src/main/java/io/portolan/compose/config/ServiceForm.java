package io.portolan.compose.config;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.keys.ShellWords;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One service in canonical form. */
final class ServiceForm {
    private final FolderPaths paths;
    private final Variables variables;

    ServiceForm(FolderPaths paths, Variables variables) {
        this.paths = paths;
        this.variables = variables;
    }

    Map<String, @Nullable Object> of(Mapping service, ConfigTree.Pairs pairs) {
        Form form = new Form(service);
        simple(form);
        form.put("command", arguments(form.node("command")));
        form.put("entrypoint", arguments(form.node("entrypoint")));
        form.unlessEmpty("environment", new TreeMap<>(pairs.environment(service)));
        form.unlessEmpty("labels", new TreeMap<>(pairs.labels(service)));
        form.unlessEmpty(
                "label_file",
                Trees.texts(form.node("label_file")).stream()
                        .map(paths::absolute)
                        .toList());
        form.node("build").ifPresent(b -> form.put("build", new BuildForm(paths, variables).of(b)));
        form.nested("deploy", deploy -> DeployForm.deploy(deploy, form.scalar("scale")));
        form.nested("healthcheck", ServiceForm::healthcheck);
        form.nested("logging", l -> l.texts("driver").pairs("options"));
        form.nested("blkio_config", ServiceForm::blkio);
        form.nested("credential_spec", c -> c.texts("config", "file", "registry"));
        DeployForm.ulimits(form);
        form.unlessEmpty("ports", PortForm.all(form.sequence("ports")));
        form.unlessEmpty("volumes", new MountForm(paths).all(form.sequence("volumes")));
        form.unlessEmpty("devices", devices(form.sequence("devices")));
        form.unlessEmpty("extra_hosts", hosts(form.node("extra_hosts")));
        form.unlessEmpty("configs", new GrantForm("").all(form.node("configs")));
        form.unlessEmpty("secrets", new GrantForm("/run/secrets/").all(form.node("secrets")));
        gpus(form);
        for (String hooks : List.of("pre_start", "post_start", "pre_stop")) {
            form.items(hooks, ServiceForm::hook);
        }
        networks(form);
        form.unlessEmpty("depends_on", new DependencyForm(form).all());
        for (String rest : List.of("develop", "provider", "models")) {
            form.node(rest).ifPresent(n -> form.put(rest, Trees.plain(n)));
        }
        return form.keys();
    }

    private static void simple(Form form) {
        form.texts(
                        "cgroup",
                        "cgroup_parent",
                        "container_name",
                        "cpuset",
                        "domainname",
                        "hostname",
                        "image",
                        "ipc",
                        "isolation",
                        "mac_address",
                        "network_mode",
                        "pid",
                        "platform",
                        "pull_policy",
                        "restart",
                        "runtime",
                        "stop_signal",
                        "user",
                        "userns_mode",
                        "uts",
                        "working_dir")
                .numbers(
                        "cpu_count",
                        "cpu_percent",
                        "cpu_period",
                        "cpu_quota",
                        "cpu_rt_period",
                        "cpu_rt_runtime",
                        "cpu_shares",
                        "cpus",
                        "oom_score_adj",
                        "pids_limit")
                .counts("scale")
                .booleans("attach", "init")
                .flags("oom_kill_disable", "privileged", "read_only", "stdin_open", "tty", "use_api_socket")
                .bytes("mem_limit", "mem_reservation", "mem_swappiness", "memswap_limit", "shm_size")
                .durations("stop_grace_period")
                .lists(
                        "cap_add",
                        "cap_drop",
                        "device_cgroup_rules",
                        "dns",
                        "dns_opt",
                        "dns_search",
                        "expose",
                        "external_links",
                        "group_add",
                        "links",
                        "profiles",
                        "security_opt",
                        "tmpfs",
                        "volumes_from")
                .pairs("annotations", "storage_opt", "sysctls");
        if ("if_not_present".equals(form.keys().get("pull_policy"))) {
            form.put("pull_policy", "missing");
        }
    }

    private static @Nullable Object arguments(Optional<Node> node) {
        if (node.isEmpty()) {
            // The official program prints these keys even where the file says nothing.
            return null;
        }
        return node.get() instanceof Scalar line ? ShellWords.split(line.text()).words() : Trees.texts(node);
    }

    private static Form healthcheck(Form form) {
        form.durations("interval", "timeout", "start_period", "start_interval")
                .counts("retries")
                .flags("disable");
        form.node("test")
                .ifPresent(test -> form.unlessEmpty(
                        "test",
                        test instanceof Scalar line
                                ? List.of("CMD-SHELL", line.text())
                                : Trees.texts(form.node("test"))));
        return form;
    }

    private static Form blkio(Form form) {
        form.numbers("weight").items("weight_device", ServiceForm::device);
        for (String limit : List.of("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops")) {
            form.items(limit, ServiceForm::device);
        }
        return form;
    }

    /** The official program prints these keys with a capital letter. */
    private static Form device(Form form) {
        Form device = new Form(Trees.EMPTY);
        form.texts("path").numbers("weight").bytes("rate").keys().forEach((key, value) -> {
            if (value != null) {
                device.put(key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1), value);
            }
        });
        return device;
    }

    private static Form hook(Form form) {
        form.put("command", arguments(form.node("command")));
        form.texts("image", "user", "working_dir").flags("privileged", "per_replica");
        Map<String, @Nullable String> environment = Trees.pairs(form.node("environment"));
        return form.unlessEmpty("environment", new TreeMap<>(environment));
    }

    /** {@code source[:target[:permissions]]}. */
    private static List<Object> devices(List<Node> items) {
        List<Object> devices = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof Mapping form) {
                devices.add(
                        new Form(form).texts("source", "target", "permissions").keys());
                continue;
            }
            String[] parts = Trees.text(item).split(":", 3);
            devices.add(Map.of(
                    "source",
                    parts[0],
                    "target",
                    parts.length > 1 && !parts[1].isEmpty() ? parts[1] : parts[0],
                    "permissions",
                    parts.length > 2 ? parts[2] : "rwm"));
        }
        return devices;
    }

    private static void gpus(Form form) {
        if (form.scalar("gpus").isPresent()) {
            form.put("gpus", List.of(Map.of("count", -1)));
        } else {
            form.items("gpus", DeployForm::device);
        }
    }

    /** {@code host=address}, sorted. */
    static List<String> hosts(Optional<Node> node) {
        TreeSet<String> hosts = new TreeSet<>();
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            for (Mapping.Entry entry : mapping.entries()) {
                Trees.texts(Optional.of(entry.value())).forEach(a -> hosts.add(host(entry.name(), a)));
            }
        }
        for (Node item : Trees.items(node)) {
            String text = Trees.text(item);
            int at = text.contains("=") ? text.indexOf('=') : text.indexOf(':');
            hosts.add(at < 0 ? text : host(text.substring(0, at), text.substring(at + 1)));
        }
        return List.copyOf(hosts);
    }

    private static String host(String name, String address) {
        return name + "=" + address.replaceAll("^\\[(.*)]$", "$1");
    }

    private static void networks(Form form) {
        if (form.node("network_mode").isPresent() || form.node("provider").isPresent()) {
            return;
        }
        Map<String, @Nullable Object> networks = new TreeMap<>();
        Trees.named(form.node("networks")).forEach((name, node) -> networks.put(name, network(node)));
        if (networks.isEmpty()) {
            networks.put("default", null);
        }
        form.put("networks", networks);
    }

    private static @Nullable Object network(Node node) {
        if (node == Trees.EMPTY || node.isNull()) {
            return null;
        }
        return Form.of(node)
                .lists("aliases", "link_local_ips")
                .texts("interface_name", "ipv4_address", "ipv6_address", "mac_address")
                .numbers("gw_priority", "priority")
                .pairs("driver_opts")
                .keys();
    }
}
