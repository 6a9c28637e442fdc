package io.portolan.api.request;

import io.portolan.engine.service.Refused;
import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import io.portolan.model.route.Credential;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Makes of a password what proxies can compare with; the password itself is not kept. */
final class Credentials {
    /** What bcrypt looks at; it takes no notice of the rest (Provos and Mazières, 1999). */
    private static final int LONGEST = 72;
    /** About 50 ms for each guess. */
    private static final int COST = 10;

    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Credentials() {}

    /** Throws {@link Refused} for what cannot be a user or a password (RFC 7617, 2). */
    static Credential of(String user, Secret password) {
        byte[] bytes = password.reveal().getBytes(StandardCharsets.UTF_8);
        if (user.isEmpty()
                || user.contains(":")
                || (user + password.reveal()).chars().anyMatch(Character::isISOControl)) {
            throw refused("the user \"%s\" is empty, or has a colon or a control character".formatted(user));
        }
        if (bytes.length == 0 || bytes.length > LONGEST) {
            throw refused(
                    "the password of %s has %d bytes: from 1 to %d are taken".formatted(user, bytes.length, LONGEST));
        }
        byte[] salt = random();
        String text = HexFormat.of().formatHex(random());
        return new Credential(
                user,
                OpenBSDBCrypt.generate("2b", password.reveal().toCharArray(), salt, COST),
                text,
                digest(text, user + ":" + password.reveal()));
    }

    private static byte[] random() {
        byte[] bytes = new byte[SALT_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String digest(String salt, String pair) {
        String carried = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((salt + carried).getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Refused refused(String message) {
        return new Refused(Refused.Kind.INVALID, Diagnostic.error("domain.user", message));
    }
}
