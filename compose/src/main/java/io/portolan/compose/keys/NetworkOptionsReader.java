package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkOptions.Ipam;
import io.portolan.model.stack.NetworkOptions.Pool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code driver}, {@code driver_opts}, {@code ipam} and the like of a top-level network. */
final class NetworkOptionsReader {
    private static final Set<String> ONE_OF_EACH = Set.of("host", "none", "null");
    private static final Pattern BLOCK = Pattern.compile("([0-9a-fA-F.:]+)/([0-9]{1,3})");
    private static final Vocabulary IPAM = Vocabulary.of("driver", "config", "options");
    private static final Vocabulary POOL = Vocabulary.of("subnet", "ip_range", "gateway", "aux_addresses");

    private final Reading reading;
    private final Values values;

    NetworkOptionsReader(Reading reading) {
        this.reading = reading;
        this.values = reading.values();
    }

    NetworkOptions read(Mapping form, boolean external) {
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
        Optional<String> subnet = values.scalar(form, "subnet").flatMap(this::block);
        Optional<String> range =
                values.scalar(form, "ip_range").filter(s -> !s.text().isEmpty()).flatMap(this::block);
        Optional<String> gateway =
                values.scalar(form, "gateway").filter(s -> !s.text().isEmpty()).flatMap(this::address);
        return subnet.map(s -> new Pool(s, range.orElse(""), gateway.orElse(""), map(form, "aux_addresses")));
    }

    private Optional<String> block(Scalar scalar) {
        var matcher = BLOCK.matcher(scalar.text());
        boolean legal = matcher.matches()
                && HostAddress.isAddress(matcher.group(1))
                && Integer.parseInt(matcher.group(2)) <= (matcher.group(1).contains(":") ? 128 : 32);
        if (!legal) {
            values.wrongValue(scalar, "is no address block: write it like 172.28.0.0/16");
        }
        return legal ? Optional.of(scalar.text()) : Optional.empty();
    }

    private Optional<String> address(Scalar scalar) {
        boolean legal = HostAddress.isAddress(scalar.text());
        if (!legal) {
            values.wrongValue(scalar, "is no IP address");
        }
        return legal ? Optional.of(scalar.text()) : Optional.empty();
    }

    private Map<String, String> map(Mapping form, String key) {
        Map<String, String> all = new LinkedHashMap<>();
        values.pairs(form, key).forEach(p -> all.put(p.name(), p.value().orElse("")));
        return all;
    }
}
