package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.NameResolution.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a service finds others by name: {@code dns…}, {@code domainname}, {@code links}, {@code external_links}. */
final class ResolutionReader {
    private static final Pattern DOMAIN = Pattern.compile("[a-zA-Z0-9_]([a-zA-Z0-9_.-]{0,252})");
    private static final Pattern ALIAS = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,252}");

    private final Values values;

    ResolutionReader(Reading reading) {
        this.values = reading.values();
    }

    NameResolution read(Mapping service) {
        return new NameResolution(
                domain(service),
                servers(service),
                texts(service, "dns_opt"),
                texts(service, "dns_search"),
                links(service, "links"),
                links(service, "external_links"));
    }

    private String domain(Mapping service) {
        Optional<Scalar> domain =
                values.scalar(service, "domainname").filter(s -> !s.text().isEmpty());
        domain.filter(s -> !DOMAIN.matcher(s.text()).matches())
                .ifPresent(s -> values.wrongValue(s, "is no domain name"));
        return domain.map(Scalar::text).orElse("");
    }

    private List<String> servers(Mapping service) {
        List<String> servers = new ArrayList<>();
        for (Scalar server : values.textOrTexts(service, "dns")) {
            if (HostAddress.isAddress(server.text())) {
                servers.add(server.text());
            } else if (!server.text().isEmpty()) {
                values.wrongValue(server, "is no address of a name server");
            }
        }
        return servers;
    }

    private List<String> texts(Mapping service, String key) {
        return values.textOrTexts(service, key).stream()
                .map(Scalar::text)
                .filter(t -> !t.isEmpty())
                .toList();
    }

    /** {@code NAME} or {@code NAME:ALIAS}. */
    private List<Link> links(Mapping service, String key) {
        List<Link> links = new ArrayList<>();
        for (Scalar item : values.texts(service, key)) {
            String[] parts = item.text().split(":", -1);
            String alias = parts.length == 1 ? parts[0] : parts[1];
            if (parts.length > 2 || parts[0].isEmpty() || !ALIAS.matcher(alias).matches()) {
                values.wrongValue(item, "is no link: write NAME or NAME:ALIAS");
            } else {
                links.add(new Link(parts[0], alias));
            }
        }
        return links.stream().distinct().toList();
    }
}
