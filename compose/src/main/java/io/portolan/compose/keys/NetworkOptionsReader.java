package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.runtime.AddressBlock;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkOptions.Ipam;
import io.portolan.model.stack.NetworkOptions.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code driver}, {@code driver_opts}, {@code ipam} and the like of a top-level network. */
final class NetworkOptionsReader {
    private static final Set<String> ONE_OF_EACH = Set.of("host", "none", "null");
    /** Bits for hosts: with fewer there is no address beside those of network, gateway and broadcast. */
    private static final int SMALLEST = 2;

    private static final Vocabulary IPAM = Vocabulary.of("driver", "config", "options");
    private static final Vocabulary POOL = Vocabulary.of("subnet", "ip_range", "gateway", "aux_addresses");

    private final Reading reading;
    private final Values values;

    NetworkOptionsReader(Reading reading) {
        this.reading = reading;
        this.values = reading.values();
    }

    NetworkOptions read(Mapping form, boolean external) {
        noFamily(form);
        NetworkOptions options = new NetworkOptions(
                external ? "" : driver(form),
                map(form, "driver_opts"),
                values.mapping(form, "ipam").map(this::ipam).orElse(Ipam.none()),
                values.flag(form, "attachable"),
                values.bool(form, "enable_ipv4"),
                values.bool(form, "enable_ipv6"));
        // An external network is as its owner made it.
        return external ? NetworkOptions.none() : options;
    }

    private void noFamily(Mapping form) {
        boolean none = values.bool(form, "enable_ipv4").filter(on -> !on).isPresent()
                && !values.bool(form, "enable_ipv6").orElse(false);
        if (none) {
            reading.findings()
                    .error(
                            form.get("enable_ipv4").orElse(form),
                            "compose.contradiction",
                            "a network has addresses of one family at least, as an engine demands: set `enable_ipv6`");
        }
    }

    private String driver(Mapping form) {
        Optional<Scalar> driver = values.scalar(form, "driver");
        driver.filter(d -> ONE_OF_EACH.contains(d.text())).ifPresent(d -> reading.findings()
                .error(
                        d,
                        HostReader.ENGINE_LIMIT,
                        "an engine has one network of the driver %s and makes no other".formatted(d.text()),
                        "write `network_mode: %s` for the services on it"
                                .formatted(d.text().equals("null") ? "none" : d.text())));
        return driver.map(Scalar::text)
                .filter(d -> !d.equals("bridge") && !d.equals("default"))
                .orElse("");
    }

    private Ipam ipam(Mapping form) {
        IPAM.check(form, reading.findings());
        List<Pool> pools = new ArrayList<>();
        for (Node item : values.list(form, "config")) {
            values.mapping(item).flatMap(this::pool).ifPresent(pools::add);
        }
        return new Ipam(
                values.text(form, "driver").filter(d -> !d.equals("default")).orElse(""), map(form, "options"), pools);
    }

    private Optional<Pool> pool(Mapping form) {
        POOL.check(form, reading.findings());
        if (form.get("subnet").isEmpty()) {
            if (!form.entries().isEmpty()) {
                reading.findings().error(form, "compose.invalid-value", "an address pool needs a `subnet`");
            }
            return Optional.empty();
        }
        Optional<AddressBlock> subnet = values.scalar(form, "subnet").flatMap(this::subnet);
        Optional<Scalar> range =
                values.scalar(form, "ip_range").filter(s -> !s.text().isEmpty());
        Optional<AddressBlock> ranged = range.flatMap(this::block);
        Optional<Scalar> gateway =
                values.scalar(form, "gateway").filter(s -> !s.text().isEmpty()).filter(this::isAddress);
        Map<String, String> reserved = map(form, "aux_addresses");
        if (subnet.isEmpty()) {
            return Optional.empty();
        }
        ranged.filter(r -> !subnet.get().contains(r)).ifPresent(r -> outside(range.orElseThrow()));
        gateway.filter(g -> !subnet.get().contains(g.text())).ifPresent(this::outside);
        values.pairs(form, "aux_addresses").stream()
                .filter(p -> !subnet.get().contains(p.value().orElse("")))
                .forEach(p -> outside(valueOf(form.get("aux_addresses"), p)));
        return values.scalar(form, "subnet")
                .map(s -> new Pool(
                        s.text(),
                        range.map(Scalar::text).orElse(""),
                        gateway.map(Scalar::text).orElse(""),
                        reserved));
    }

    private static Scalar valueOf(Optional<Node> all, Values.Pair pair) {
        return all.filter(Mapping.class::isInstance)
                .flatMap(m -> ((Mapping) m).get(pair.name()))
                .filter(Scalar.class::isInstance)
                .map(Scalar.class::cast)
                .orElse(pair.at());
    }

    private void outside(Scalar scalar) {
        values.wrongValue(scalar, "is not in the block `subnet`, as an engine demands");
    }

    /** A block that an engine can make a network of. */
    private Optional<AddressBlock> subnet(Scalar scalar) {
        Optional<AddressBlock> block = block(scalar);
        block.ifPresent(b -> {
            if (!b.isNamedBy(scalar.text().substring(0, scalar.text().indexOf('/')))) {
                values.wrongValue(
                        scalar, "names a single address: a block begins where all bits behind its prefix are 0");
            } else if (b.prefix() == 0 || b.bits() - b.prefix() < SMALLEST) {
                values.wrongValue(scalar, "has no room for a gateway and a container, or takes in the whole internet");
            }
        });
        return block;
    }

    private Optional<AddressBlock> block(Scalar scalar) {
        Optional<AddressBlock> block = AddressBlock.parse(scalar.text())
                .filter(b -> HostAddress.isAddress(
                        scalar.text().substring(0, scalar.text().indexOf('/'))));
        if (block.isEmpty()) {
            values.wrongValue(scalar, "is no address block: write it like 172.28.0.0/16");
        }
        return block;
    }

    private boolean isAddress(Scalar scalar) {
        boolean legal = HostAddress.isAddress(scalar.text());
        if (!legal) {
            values.wrongValue(scalar, "is no IP address");
        }
        return legal;
    }

    private Map<String, String> map(Mapping form, String key) {
        Map<String, String> all = new LinkedHashMap<>();
        values.pairs(form, key).forEach(p -> all.put(p.name(), p.value().orElse("")));
        return all;
    }
}
