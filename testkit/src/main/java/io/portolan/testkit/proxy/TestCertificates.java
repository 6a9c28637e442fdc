package io.portolan.testkit.proxy;

import io.portolan.model.Secret;
import io.portolan.model.route.Certificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates that sign themselves, made by the JDK's own tool. */
public final class TestCertificates {
    private static final String ALIAS = "it";
    private static final String PASSWORD = "changeit";

    private TestCertificates() {}

    public static Certificate of(String id, String... names) {
        try {
            Path folder = Files.createTempDirectory("portolan-certificate");
            Path store = folder.resolve("store.p12");
            try {
                generate(store, names);
                return read(store, id, names);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificate for " + Arrays.toString(names), e);
        }
    }

    private static void generate(Path store, String... names) throws IOException {
        String alternatives = Arrays.stream(names).map(n -> "dns:" + n).collect(Collectors.joining(","));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-validity", "30", "-dname", "CN=" + names[0], "-ext", "san=" + alternatives));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + output);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while waiting for keytool", e);
        }
    }

    private static Certificate read(Path file, String id, String... names)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Key key = store.getKey(ALIAS, PASSWORD.toCharArray());
        return new Certificate(
                id,
                List.of(names),
                pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()),
                new Secret(pem("PRIVATE KEY", key.getEncoded())));
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
