package io.portolan.compose.config;

import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkOptions.Ipam;
import io.portolan.model.stack.NetworkOptions.Pool;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network in canonical form. */
public final class ConfigNetwork {
    private ConfigNetwork() {}

    /** @param declared empty for the default network of a file that does not mention it */
    public static Map<String, @Nullable Object> of(String key, Optional<DeclaredNetwork> declared, String project) {
        Form form = new Form();
        boolean named =
                declared.filter(n -> n.external() || !n.name().equals(key)).isPresent();
        form.put("name", named ? declared.get().name() : project + "_" + key);
        NetworkOptions options = declared.map(DeclaredNetwork::options).orElse(NetworkOptions.none());
        form.put("ipam", ipam(options.ipam()));
        form.text("driver", options.driver());
        form.maps("driver_opts", Form.escaped(options.driverOptions()));
        form.flag("attachable", options.attachable());
        options.ipv4().ifPresent(on -> form.put("enable_ipv4", on));
        options.ipv6().ifPresent(on -> form.put("enable_ipv6", on));
        declared.ifPresent(n -> {
            form.flag("external", n.external());
            form.flag("internal", n.internal());
            form.maps("labels", Form.escaped(n.labels()));
        });
        return form.keys();
    }

    private static Map<String, @Nullable Object> ipam(Ipam ipam) {
        Form form = new Form();
        form.text("driver", ipam.driver());
        form.maps("options", Form.escaped(ipam.options()));
        form.list("config", ipam.pools().stream().map(ConfigNetwork::pool).toList());
        return form.keys();
    }

    private static Map<String, @Nullable Object> pool(Pool pool) {
        Form form = new Form();
        form.text("subnet", pool.subnet());
        form.text("ip_range", pool.range());
        form.text("gateway", pool.gateway());
        form.maps("aux_addresses", Form.escaped(pool.reserved()));
        return form.keys();
    }
}
