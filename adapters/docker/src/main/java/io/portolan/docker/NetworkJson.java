package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkOptions.Ipam;
import io.portolan.model.stack.NetworkOptions.Pool;
import java.util.List;

/** A network's specification as the body of {@code POST /networks/create}. */
final class NetworkJson {
    private final NetworkSpec network;
    private final ApiVersion version;

    NetworkJson(NetworkSpec network, ApiVersion version) {
        this.network = network;
        this.version = version;
    }

    ObjectNode body() {
        NetworkOptions options = network.options();
        ObjectNode body = Json.object();
        body.put("Name", network.name());
        body.put("CheckDuplicate", true);
        body.put("Driver", network.driver());
        body.put("Internal", network.internal());
        if (options.attachable()) {
            body.put("Attachable", true);
        }
        options.ipv6().ifPresent(on -> body.put("EnableIPv6", on));
        options.ipv4().filter(on -> !on).ifPresent(off -> {
            version.require(version.choosesIpv4(), "enable_ipv4: false", "28.0");
            body.put("EnableIPv4", false);
        });
        body.set("IPAM", ipam(options.ipam()));
        if (!options.driverOptions().isEmpty()) {
            body.set("Options", Json.object(options.driverOptions()));
        }
        body.set("Labels", Json.object(network.labels()));
        return body;
    }

    private ObjectNode ipam(Ipam ipam) {
        ObjectNode json = Json.object();
        if (!ipam.driver().isEmpty()) {
            json.put("Driver", ipam.driver());
        }
        if (!ipam.options().isEmpty()) {
            json.set("Options", Json.object(ipam.options()));
        }
        ArrayNode pools = json.putArray("Config");
        List<Pool> asked = ipam.pools();
        if (asked.isEmpty()) {
            pools.addObject()
                    .put("Subnet", network.subnet().toString())
                    .put("Gateway", network.subnet().gateway());
        }
        asked.forEach(p -> pool(pools.addObject(), p));
        return json;
    }

    private static void pool(ObjectNode json, Pool pool) {
        json.put("Subnet", pool.subnet());
        if (!pool.range().isEmpty()) {
            json.put("IPRange", pool.range());
        }
        if (!pool.gateway().isEmpty()) {
            json.put("Gateway", pool.gateway());
        }
        if (!pool.reserved().isEmpty()) {
            json.set("AuxiliaryAddresses", Json.object(pool.reserved()));
        }
    }
}
