package io.portolan.model.route;

/** What a proxy of some version cannot do. */
public enum ProxyLimit {
    /** Every change of routes ends all connections that were upgraded: WebSockets of all sites. */
    CHANGES_END_UPGRADES,
    /** It cannot tell a visitor's address behind another proxy, so it can stand behind no edge. */
    TRUSTS_NO_PEERS,
    /** A change of routes may turn visitors away who connect at that moment. */
    CHANGES_RESET_CONNECTIONS
}
