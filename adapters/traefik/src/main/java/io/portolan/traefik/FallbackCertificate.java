package io.portolan.traefik;

import io.portolan.proxy.ControlDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Shown to those who ask for a name that no certificate has, who are to trust it as little as any that its owner signed.
 * It is made once; its form is that of RFC 5280 without extensions.
 */
final class FallbackCertificate {
    static final String CHAIN = "fallback.pem";
    static final String KEY = "fallback.key";

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("06082a8648ce3d040302");
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

    private FallbackCertificate() {}

    static void install(ControlDirectory directory) throws IOException {
        if (directory.has(CHAIN) && directory.has(KEY)) {
            return;
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            directory.persist(KEY, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            directory.persist(CHAIN, pem("CERTIFICATE", sign(pair)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has the curve P-256", e);
        }
    }

    private static byte[] sign(KeyPair pair) throws GeneralSecurityException {
        byte[] algorithm = der(SEQUENCE, ECDSA_WITH_SHA256);
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, ascii("portolan.invalid")))));
        byte[] always =
                der(SEQUENCE, der(UTC_TIME, ascii("200101000000Z")), der(GENERALIZED_TIME, ascii("99991231235959Z")));
        byte[] serial = der(INTEGER, BigInteger.ONE.toByteArray());
        byte[] content = der(
                SEQUENCE,
                serial,
                algorithm,
                name,
                always,
                name,
                pair.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(content);
        return der(SEQUENCE, content, algorithm, der(BIT_STRING, new byte[1], signature.sign()));
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length < 0x80) {
            whole.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int leading = digits[0] == 0 ? 1 : 0;
            whole.write(0x80 | (digits.length - leading));
            whole.write(digits, leading, digits.length - leading);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return ascii("-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
    }
}
