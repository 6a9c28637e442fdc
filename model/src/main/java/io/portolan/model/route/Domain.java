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

    /** Slashes that are written to be none, and what no line of a request can hold. */
    private static final Pattern HIDDEN = Pattern.compile("(?i)%2f|%[01][0-9a-f]|%7f");

    /** An older reading of international names turns them into other letters, or drops them; browsers do not any more. */
    private static final Pattern READ_TWO_WAYS = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

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
        if (READ_TWO_WAYS.matcher(authority).find()) {
            return wrong(
                    text,
                    "programs differ on how to read a letter of \"" + authority + "\": give its ASCII form, xn--…");
        }
        String host = ascii(authority);
        if (host.length() > 253 || !HOST.matcher(host).matches()) {
            return wrong(text, "\"" + authority + "\" is not a host name");
        }
        if (uri.getRawPath() != null && HIDDEN.matcher(uri.getRawPath()).find()) {
            return wrong(text, "a path has no encoded slash (%2F) and no control character");
        }
        String path = uri.normalize().getPath() == null
                ? ""
                : uri.normalize().getPath().replaceAll("/{2,}", "/").replaceAll("/$", "");
        if (PATTERN_CHARACTERS.matcher(path).find()) {
            return wrong(text, "a path has none of the characters * ? [ ] { } \\, which proxies read as patterns");
        }
        if (path.contains("..") || path.contains("/./") || path.endsWith("/.")) {
            return wrong(text, "the path leads out of itself, or has a step that leads nowhere");
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

    /**
     * Whether this one takes requests that the other would answer alone: the proxy prefers the exact host to the wildcard,
     * and the longer path.
     */
    public boolean takesFrom(Domain other) {
        if (host.equals(other.host)) {
            return isUnder(other) && !path.equals(other.path);
        }
        return other.host.equals(wildcard()) && (isUnder(other) || other.isUnder(this));
    }

    private boolean isUnder(Domain other) {
        return other.path.equals("/") || path.equals(other.path) || path.startsWith(other.path + "/");
    }

    /** The wildcard that this host falls under: {@code *.example.com} for {@code blog.example.com}. */
    public String wildcard() {
        return "*" + host.substring(Math.max(0, host.indexOf('.')));
    }

    /** As it is written; what a URL's path cannot hold is encoded. */
    public String url() {
        return scheme + "://" + host + (path.equals("/") ? "" : encoded());
    }

    private String encoded() {
        try {
            return new URI(null, null, path, null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path can be encoded: " + path, e);
        }
    }

    @Override
    public String toString() {
        return url();
    }
}
