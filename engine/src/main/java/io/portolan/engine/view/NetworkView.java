package io.portolan.engine.view;

import java.util.List;

/**
 * @param role {@code ingress}, {@code private}, {@code destination}, {@code link}, or {@code foreign} for what Portolan did not make
 * @param owner {@code stack blog}, {@code destination default}, or ""
 */
public record NetworkView(
        String name, String id, String driver, String subnet, String role, String owner, List<Member> members) {
    /** @param reach how the other members reach it: {@code name:port} for each name and known port */
    public record Member(String container, String address, List<String> names, List<String> reach) {}
}
