package io.portolan.store.vault;

import io.portolan.engine.store.StoreFault;
import io.portolan.engine.store.StoreFault.Kind;
import io.portolan.model.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens values under one key: AES-256-GCM with a random nonce, laid out as format (1 byte), nonce (12),
 * ciphertext with its tag (16). Safe for concurrent use.
 */
public final class Vault {
    static final int KEY_BYTES = 32;
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    Vault(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Bytes for a new key. */
    public static byte[] newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    public byte[] seal(byte[] plain, Place place) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(FORMAT)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    public byte[] seal(Secret secret, Place place) {
        return seal(secret.reveal().getBytes(StandardCharsets.UTF_8), place);
    }

    /** Throws {@link StoreFault} if the value was sealed under another key or for another place, or was changed. */
    public byte[] open(byte[] sealed, Place place) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8) {
            throw damaged(place);
        }
        if (sealed[0] != FORMAT) {
            throw new StoreFault(
                    Kind.TOO_NEW,
                    "%s is encrypted in format %d and this Portolan knows format %d: run the newer Portolan that wrote it"
                            .formatted(place, sealed[0], FORMAT));
        }
        ByteBuffer bytes = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(sealed, bytes.position(), bytes.remaining());
        } catch (AEADBadTagException e) {
            throw damaged(place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    public Secret openSecret(byte[] sealed, Place place) {
        return new Secret(new String(open(sealed, place), StandardCharsets.UTF_8));
    }

    private Cipher cipher(int mode, byte[] nonce, Place place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.bytes());
        return cipher;
    }

    private static StoreFault damaged(Place place) {
        return new StoreFault(
                Kind.DAMAGED,
                place + " cannot be decrypted: it was changed outside Portolan; restore the store from a backup");
    }
}
