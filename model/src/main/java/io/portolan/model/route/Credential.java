package io.portolan.model.route;

/**
 * Who may pass, and how to tell (RFC 7617). The password itself is kept nowhere: proxies differ in what they can compare
 * with, so there are two things that only the right password leads to.
 *
 * @param bcrypt of the password, in the form {@code $2b$…}
 * @param salt of the digest: 32 hexadecimal digits
 * @param digest SHA-256 of the salt's text followed by {@code user:password} in Base64, as the header carries it: 64
 *     hexadecimal digits in lower case. For proxies that compare within an event loop, which a bcrypt would hold up
 */
public record Credential(String user, String bcrypt, String salt, String digest) {
    public Credential {
        if (user.isEmpty() || user.contains(":") || user.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a user's name is not empty and has no colon");
        }
    }

    /** Without what could be guessed at. */
    @Override
    public String toString() {
        return "Credential[" + user + "]";
    }
}
