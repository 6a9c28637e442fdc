package io.portolan.docker;

import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.HostFacts.HostRoute;
import io.portolan.model.stack.Protocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of {@code /proc/net}: see proc_net(5). */
final class ProcNet {
    private static final String TCP_LISTEN = "0A";
    private static final String UDP_UNCONNECTED = "07";
    private static final int ROUTE_UP = 1;
    /** Two groups of zeros or more. */
    private static final Pattern ZEROS = Pattern.compile("(?<![^:])0(:0)+(?![^:])");

    private static final Pattern LEAF = Pattern.compile(" +\\|-- ([0-9.]+)");
    private static final Pattern PREFIX = Pattern.compile(" +/(\\d+) \\S+ (?:UNICAST|LOCAL)");

    private ProcNet() {}

    record Socket(Protocol protocol, String address, int port, String inode) {}

    static List<Socket> sockets(Function<String, List<String>> table) {
        return Stream.of(
                        parse(Protocol.TCP, TCP_LISTEN, table.apply("tcp")),
                        parse(Protocol.TCP, TCP_LISTEN, table.apply("tcp6")),
                        parse(Protocol.UDP, UDP_UNCONNECTED, table.apply("udp")),
                        parse(Protocol.UDP, UDP_UNCONNECTED, table.apply("udp6")))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Socket> parse(Protocol protocol, String state, List<String> lines) {
        List<Socket> sockets = new ArrayList<>();
        for (String line : lines) {
            String[] f = line.strip().split("\\s+");
            if (f.length > 9 && f[3].equals(state)) {
                String[] local = f[1].split(":");
                sockets.add(new Socket(protocol, address(local[0]), Integer.parseInt(local[1], 16), f[9]));
            }
        }
        return sockets;
    }

    /** Words of 32 bits in the byte order of the host, which is little-endian wherever this runs. */
    static String address(String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int word = i / 4 * 4;
            int source = word + 3 - (i - word);
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * source, 2 * source + 2), 16);
        }
        try {
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            return text.contains(":") ? shortened(text) : text;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /** The longest run of zeros as {@code ::}, as RFC 5952 has it. */
    static String shortened(String address) {
        Matcher zeros = ZEROS.matcher(address);
        String longest = "";
        int at = 0;
        while (zeros.find()) {
            if (zeros.group().length() > longest.length()) {
                longest = zeros.group();
                at = zeros.start();
            }
        }
        if (longest.isEmpty()) {
            return address;
        }
        String before = address.substring(0, at).replaceFirst(":$", "");
        String after = address.substring(at + longest.length()).replaceFirst("^:", "");
        return before + "::" + after;
    }

    static List<HostRoute> routes(List<String> lines) {
        List<HostRoute> routes = new ArrayList<>();
        for (String line : lines) {
            String[] f = line.strip().split("\\s+");
            if (f.length < 8 || f[0].equals("Iface") || (Integer.parseInt(f[3], 16) & ROUTE_UP) == 0) {
                continue;
            }
            int mask = Integer.reverseBytes(Integer.parseUnsignedInt(f[7], 16));
            int destination = Integer.reverseBytes(Integer.parseUnsignedInt(f[1], 16));
            if (mask != 0) {
                routes.add(new HostRoute(new Cidr(destination, Integer.bitCount(mask)), f[0]));
            }
        }
        return routes;
    }

    /**
     * What {@code /proc/net/fib_trie} lists of routing tables beside the main and the local one, into which VPNs put their
     * routes. It tells no device.
     */
    static List<HostRoute> routesOfOtherTables(List<String> lines) {
        List<HostRoute> routes = new ArrayList<>();
        String table = "";
        String address = "";
        for (String line : lines) {
            Matcher leaf = LEAF.matcher(line);
            Matcher route = PREFIX.matcher(line);
            if (!line.startsWith(" ")) {
                table = line.startsWith("Id ")
                        ? "routing table " + line.substring(3).replace(":", "")
                        : "";
            } else if (leaf.matches()) {
                address = leaf.group(1);
            } else if (!table.isEmpty() && route.matches() && !route.group(1).equals("0")) {
                routes.add(new HostRoute(Cidr.parse(address + "/" + route.group(1)), table));
            }
        }
        return routes;
    }
}
