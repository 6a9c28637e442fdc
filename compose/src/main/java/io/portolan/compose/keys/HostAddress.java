package io.portolan.compose.keys;

import java.util.regex.Pattern;

/** Whether a text is an IP address; nothing is looked up. */
final class HostAddress {
    private static final Pattern V4 =
            Pattern.compile("(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}(%[A-Za-z0-9._-]{1,15})?");

    private HostAddress() {}

    static boolean isAddress(String text) {
        return V4.matcher(text).matches() || isV6(text);
    }

    private static boolean isV6(String text) {
        if (!V6.matcher(text).matches() || text.chars().filter(c -> c == ':').count() < 2) {
            return false;
        }
        boolean shortened = text.contains("::");
        long groups = text.replaceAll("%.*", "").chars().filter(c -> c == ':').count() + 1;
        return text.indexOf("::") == text.lastIndexOf("::") && (shortened ? groups <= 9 : groups == 8 || groups == 7);
    }
}
