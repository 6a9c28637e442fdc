package io.portolan.planner.reach;

import java.util.List;
import java.util.stream.Stream;

/** Which of the host's addresses a listener answers on. */
final class HostAddresses {
    private static final String ALL = "0.0.0.0";
    private static final String ALL_6 = "::";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOOPBACK_6 = "::1";

    private final List<String> addresses;

    HostAddresses(List<String> addresses) {
        this.addresses = List.copyOf(addresses);
    }

    /** Those that other network stacks can send to: their loopback is another one. */
    List<String> seenFromElsewhere(String listening) {
        return switch (listening) {
            case ALL -> of(false);
            case ALL_6 -> of(true);
            default -> isLoopback(listening) ? List.of() : List.of(listening);
        };
    }

    /** Those that the host itself can send to. */
    List<String> seenFromHost(String listening) {
        return switch (listening) {
            case ALL -> and(of(false), LOOPBACK);
            case ALL_6 -> and(of(true), LOOPBACK_6);
            default -> List.of(listening);
        };
    }

    private List<String> of(boolean six) {
        return addresses.stream().filter(a -> isSix(a) == six).toList();
    }

    private static List<String> and(List<String> some, String another) {
        return Stream.concat(some.stream(), Stream.of(another)).toList();
    }

    static boolean isSix(String address) {
        return address.contains(":");
    }

    static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals(LOOPBACK_6);
    }

    static boolean isAllSix(String address) {
        return address.equals(ALL_6);
    }

    static String allFour() {
        return ALL;
    }
}
