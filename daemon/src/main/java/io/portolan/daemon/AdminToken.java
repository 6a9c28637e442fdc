package io.portolan.daemon;

import io.portolan.engine.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** The token by which the first administrator enters: in a file of its owner only, in the store as a hash. */
final class AdminToken {
    private AdminToken() {}

    /** Makes the token where its file is missing; a token whose file was deleted goes on being valid until revoked. */
    static void ensure(DataDirectory data, Store store) {
        if (Files.exists(data.tokenFile())) {
            return;
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = "ptl_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        store.addToken("admin", hash(token), Instant.now());
        data.writePrivate(data.tokenFile(), token + "\n");
    }

    static boolean accepts(Store store, String token) {
        return store.hasToken(hash(token));
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
