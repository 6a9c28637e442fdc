package io.portolan.model.route;

import io.portolan.model.Diagnostic;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A URL that leads to a service, normalised so that equal domains are equal values: host in lower case and in its ASCII
 * form (IDNA), no trailing dot, path without a trailing slash ("/" for the root).
 */
public record Domain(String scheme, String host, String path) {
    private static final Pattern HOST = Pattern.compile(
            "(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    private static final Pattern PATTERN_CHARACTERS = Pattern.compile("[*?\\[\\]{}\\\\]");

    /** Parsing either succeeds or says what is wrong. */
    public sealed interface Parsed {
        record Ok(Domain domain) implements Parsed {}

        record Wrong(Diagnostic diagnostic) implements Parsed {}
    }

    public static Parsed parse(String text) {
        URI uri;
        try {
            // A wildcard and an international name are legal here and not in a URI's host: read them as a registry
            // name.
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            return wrong(text, e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return wrong(text, "it starts with neither http:// nor https://");
        }
        String authority = uri.getRawAuthority() == null ? "" : uri.getAuthority();
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return wrong(text, "a domain has no query and no fragment");
        }
        if (authority.contains("@") || authority.matches(".*:\\d*")) {
            return wrong(text, "a domain has neither a user nor a port: routes are served on the proxy's own ports");
        }
        String host = ascii(authority);
        if (host.length() > 253 || !HOST.matcher(host).matches()) {
            return wrong(text, "\"" + authority + "\" is not a host name");
        }
        String path = uri.normalize().getPath() == null
                ? ""
                : uri.normalize().getPath().replaceAll("/+$", "");
        if (PATTERN_CHARACTERS.matcher(path).find()) {
            return wrong(text, "a path has none of the characters * ? [ ] { } \\, which proxies read as patterns");
        }
        if (path.contains("..")) {
            return wrong(text, "the path leads out of itself");
        }
        return new Parsed.Ok(new Domain(scheme, host, path.isEmpty() ? "/" : path));
    }

    private static String ascii(String authority) {
        String wildcard = authority.startsWith("*.") ? "*." : "";
        try {
            String name = IDN.toASCII(authority.substring(wildcard.length()), IDN.ALLOW_UNASSIGNED);
            return wildcard + name.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        } catch (IllegalArgumentException e) {
            // Not a name at all; the caller's pattern refuses it with the words for it.
            return "";
        }
    }

    private static Parsed wrong(String text, String reason) {
        return new Parsed.Wrong(Diagnostic.error("domain.invalid", "\"" + text + "\" is not a domain: " + reason)
                .suggest("write it as http://blog.example.com or http://example.com/path"));
    }

    /** Whether both would answer the same request: same host and path, whatever the scheme. */
    public boolean claimsSameAs(Domain other) {
        return host.equals(other.host) && path.equals(other.path);
    }

    public String url() {
        return scheme + "://" + host + (path.equals("/") ? "" : path);
    }

    @Override
    public String toString() {
        return url();
    }
}
