package io.portolan.engine.execute;

import java.util.Set;

/** Lines of the kernel's table of connections, see proc(5): number, local end, remote end, state, and more. */
final class TcpTable {
    static final String FILE = "/proc/net/tcp";

    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final String ESTABLISHED = "01";

    private TcpTable() {}

    static boolean isEstablished(String line, Set<String> remotes) {
        String[] columns = line.strip().split(" +");
        return columns.length > STATE && columns[STATE].equals(ESTABLISHED) && remotes.contains(columns[REMOTE]);
    }

    /**
     * An end as the table has it. The kernel prints an address as one number in the machine's order of bytes, which is the
     * reverse on all machines that Docker runs on, and the port in the usual order.
     */
    static String end(String address, int port) {
        String[] bytes = address.split("\\.", -1);
        StringBuilder end = new StringBuilder();
        for (int i = bytes.length - 1; i >= 0; i--) {
            end.append("%02X".formatted(Integer.parseInt(bytes[i])));
        }
        return end.append(":%04X".formatted(port)).toString();
    }
}
