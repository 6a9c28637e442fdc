package io.portolan.model.route;

/** What becomes of {@code www.example.com} where {@code example.com} is served, and the other way round. */
public enum Www {
    /** The other host is nobody's. */
    OFF,
    /** Both are served alike. */
    BOTH,
    /** The one without www sends visitors to the one with it. */
    TO_WWW,
    /** The one with www sends visitors to the one without it. */
    TO_NON_WWW
}
