package io.portolan.caddy;

import io.portolan.model.route.ProxyLimit;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Caddy of some version can be told. A field that it does not know makes it refuse the whole document. */
record CaddyVersion(int major, int minor) {
    /** That of Debian 12. */
    static final CaddyVersion OLDEST = new CaddyVersion(2, 6);

    private static final Pattern WORDS = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\b.*");

    /** Of what {@code caddy version} prints: {@code v2.11.4 h1:…}, Debian's {@code 2.6.2}. What cannot be read is old. */
    static CaddyVersion parse(String words) {
        Matcher matcher = WORDS.matcher(words.strip().lines().findFirst().orElse(""));
        return matcher.matches()
                ? new CaddyVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : OLDEST;
    }

    Set<ProxyLimit> limits() {
        Set<ProxyLimit> limits = EnumSet.noneOf(ProxyLimit.class);
        if (!keepsUpgrades()) {
            limits.add(ProxyLimit.CHANGES_END_UPGRADES);
        }
        if (!trustsPeers()) {
            limits.add(ProxyLimit.TRUSTS_NO_PEERS);
        }
        if (resetsConnections()) {
            limits.add(ProxyLimit.CHANGES_RESET_CONNECTIONS);
        }
        return limits;
    }

    /** {@code stream_close_delay}. */
    boolean keepsUpgrades() {
        return isAtLeast(7);
    }

    /** {@code trusted_proxies_strict}: before, the first address of a chain was believed, which visitors write. */
    boolean trustsPeers() {
        return isAtLeast(8);
    }

    /**
     * About one visitor at each change under constant load, measured with 2.11.4 and not with 2.6.2. It looks as if Go's
     * server closed a connection that it has just taken (golang/go#75591, in Go 1.25); 2.10 is the first that may be built with that.
     */
    private boolean resetsConnections() {
        return isAtLeast(10);
    }

    private boolean isAtLeast(int minorOfTwo) {
        return major > 2 || (major == 2 && minor >= minorOfTwo);
    }
}
