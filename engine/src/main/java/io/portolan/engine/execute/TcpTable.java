package io.portolan.engine.execute;

import java.net.InetAddress;
import java.util.Set;

/** Lines of the kernel's table of connections, see proc(5): number, local end, remote end, state, and more. */
final class TcpTable {
    static final String IPV4 = "/proc/net/tcp";
    /** Not there where the kernel has no IPv6. */
    static final String IPV6 = "/proc/net/tcp6";

    private static final int WORD = 4;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final String ESTABLISHED = "01";

    private TcpTable() {}

    static boolean isEstablished(String line, Set<String> remotes) {
        String[] columns = line.strip().split(" +");
        return columns.length > STATE && columns[STATE].equals(ESTABLISHED) && remotes.contains(columns[REMOTE]);
    }

    /**
     * An end as the table has it. The kernel prints an address as numbers of four bytes, each in the machine's order of
     * bytes, which is the reverse on all machines that Docker runs on, and the port in the usual order.
     */
    static String end(InetAddress address, int port) {
        byte[] bytes = address.getAddress();
        StringBuilder end = new StringBuilder();
        for (int word = 0; word < bytes.length; word += WORD) {
            for (int i = WORD - 1; i >= 0; i--) {
                end.append("%02X".formatted(bytes[word + i]));
            }
        }
        return end.append(":%04X".formatted(port)).toString();
    }
}
