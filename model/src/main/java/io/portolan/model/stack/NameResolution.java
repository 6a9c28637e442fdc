package io.portolan.model.stack;

import java.util.List;
import java.util.Objects;

/**
 * How a service finds others by name.
 *
 * @param domainname of the container's host name, or ""
 * @param dns addresses of name servers
 * @param links names that this service alone has for other services of the stack
 * @param externalLinks the same for containers outside the stack, by engine name
 */
public record NameResolution(
        String domainname,
        List<String> dns,
        List<String> dnsOptions,
        List<String> dnsSearch,
        List<Link> links,
        List<Link> externalLinks) {
    public NameResolution {
        Objects.requireNonNull(domainname, "domainname");
        dns = List.copyOf(dns);
        dnsOptions = List.copyOf(dnsOptions);
        dnsSearch = List.copyOf(dnsSearch);
        links = List.copyOf(links);
        externalLinks = List.copyOf(externalLinks);
    }

    public static NameResolution ofEngine() {
        return new NameResolution("", List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** @param alias what the service calls it */
    public record Link(String target, String alias) {
        public Link {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(alias, "alias");
        }

        @Override
        public String toString() {
            return target + ":" + alias;
        }
    }
}
