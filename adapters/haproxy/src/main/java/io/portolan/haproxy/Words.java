package io.portolan.haproxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Texts as HAProxy's files and commands want them. */
final class Words {
    private Words() {}

    /** One argument of a command on the socket. */
    static String argument(String text) {
        return printable(text).replaceAll("[\\\\ ;#'\"]", "\\\\$0");
    }

    /** A name, or an address. */
    static boolean isHost(String text) {
        return text.matches("[A-Za-z0-9._:-]{1,253}");
    }

    static boolean isAddress(String text) {
        return text.contains(":") || text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
    }

    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "");
    }

    /** Equal contents have equal names, so what is named so never changes. */
    static String nameOf(String content) {
        return digest(content).substring(0, 16);
    }

    private static String digest(String content) {
        return HexFormat.of().formatHex(sha256().digest(content.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String hex(String text) {
        return HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
