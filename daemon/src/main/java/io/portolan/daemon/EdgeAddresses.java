package io.portolan.daemon;

import io.portolan.cli.command.CommandFailure;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.AddressBlock;
import java.util.ArrayList;
import java.util.List;

/** Addresses of the proxies in front of this server's own. */
final class EdgeAddresses {
    private static final String CLOUDFLARE = "cloudflare";

    /** As Cloudflare publishes them at its addresses /ips-v4 and /ips-v6; it announces changes beforehand. */
    private static final List<String> OF_CLOUDFLARE = List.of(
            "173.245.48.0/20",
            "103.21.244.0/22",
            "103.22.200.0/22",
            "103.31.4.0/22",
            "141.101.64.0/18",
            "108.162.192.0/18",
            "190.93.240.0/20",
            "188.114.96.0/20",
            "197.234.240.0/22",
            "198.41.128.0/17",
            "162.158.0.0/15",
            "104.16.0.0/13",
            "104.24.0.0/14",
            "172.64.0.0/13",
            "131.0.72.0/22",
            "2400:cb00::/32",
            "2606:4700::/32",
            "2803:f800::/32",
            "2405:b500::/32",
            "2405:8100::/32",
            "2a06:98c0::/29",
            "2c0f:f248::/32");

    private EdgeAddresses() {}

    /** {@code cloudflare,192.0.2.0/24}; "" for none. Throws {@link CommandFailure} for anything else. */
    static List<AddressBlock> parse(String text) {
        List<AddressBlock> blocks = new ArrayList<>();
        for (String word : text.isBlank() ? new String[0] : text.split(",", -1)) {
            if (word.strip().equals(CLOUDFLARE)) {
                OF_CLOUDFLARE.forEach(b -> blocks.add(AddressBlock.parse(b).orElseThrow()));
            } else {
                blocks.add(AddressBlock.parseAny(word.strip()).orElseThrow(() -> wrong(word)));
            }
        }
        return blocks;
    }

    private static CommandFailure wrong(String word) {
        return CommandFailure.wrongUse(Diagnostic.error(
                        "up.edge-addresses",
                        "--edge-addresses: \"%s\" is neither an address nor a block".formatted(word))
                .suggest("give blocks such as 192.0.2.0/24,2001:db8::/32, or cloudflare"));
    }
}
