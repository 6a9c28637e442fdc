package io.portolan.haproxy;

import java.util.Map;

/**
 * The addresses of containers, for the one worker that takes over from another. It asks the name server all the same; until
 * then it would have nobody to send visitors to. A worker that starts later must not believe it: addresses are used again.
 */
final class AddressFile {
    static final String NAME = "addresses";

    private static final String HEAD = """
            1
            # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight \
            srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state \
            bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr \
            srv_agent_addr srv_agent_port
            """;

    private AddressFile() {}

    static String of(Rendering rendering, Map<String, String> addresses) {
        StringBuilder lines = new StringBuilder(HEAD);
        rendering.backends().forEach((number, backend) -> {
            for (int i = 1; i <= backend.slots().size(); i++) {
                int slot = i;
                backend.slots().get(i - 1).serving().ifPresent(upstream -> {
                    String address = addresses.get(upstream.host());
                    if (address != null) {
                        lines.append("0 %s %d %d %s 2 0 1 1 0 1 0 1 6 0 0 0 %s %d - 0 0 - - 0%n"
                                .formatted(
                                        RouteLine.backendName(number),
                                        slot,
                                        slot,
                                        address,
                                        upstream.host(),
                                        upstream.port()));
                    }
                });
            }
        });
        return lines.toString();
    }
}
