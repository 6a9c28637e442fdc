package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.NameResolution.Link;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkMode.Kind;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkOptions.Ipam;
import io.portolan.model.stack.NetworkOptions.Pool;
import io.portolan.model.stack.NetworkingSpec;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.StackSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose network a service is on, by what names and addresses, and how the networks themselves are. */
class NetworkKeysTest {
    @Test
    void readsNetworkModes() {
        StackSpec stack = Loading.stack("""
                services:
                  vpn: {image: x, container_name: gluetun, ports: ['8080:8080']}
                  app: {image: x, network_mode: 'service:vpn', expose: [8080]}
                  same: {image: x, network_mode: 'container:gluetun'}
                  other: {image: x, network_mode: 'container:foreign'}
                  host: {image: x, network_mode: host}
                  alone: {image: x, network_mode: none}
                """);

        assertThat(stack.services())
                .extracting(s -> s.networking().mode())
                .containsExactly(
                        NetworkMode.ofStack(),
                        new NetworkMode(Kind.SERVICE, "vpn"),
                        new NetworkMode(Kind.SERVICE, "vpn"),
                        new NetworkMode(Kind.CONTAINER, "foreign"),
                        new NetworkMode(Kind.HOST, ""),
                        new NetworkMode(Kind.NONE, ""));
        assertThat(stack.service("same").orElseThrow().lifecycle().dependsOn())
                .extracting("service")
                .containsExactly("vpn");
        assertThat(stack.services())
                .extracting(s -> s.isExclusive())
                .containsExactly(true, true, true, true, true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "network_mode: host\\nports: ['80:80']         | compose.ports-left-out",
                "network_mode: none\\nports: ['80:80']         | compose.ports-left-out",
                "network_mode: container:x\\nports: ['80:80']  | compose.contradiction",
                "network_mode: container:x\\nhostname: y       | compose.contradiction",
                "network_mode: container:x\\ndns: 1.1.1.1      | compose.contradiction",
                "network_mode: host\\nnetworks: [default]      | compose.contradiction",
                "network_mode: host\\nmac_address: 02:42:ac:11:65:43 | compose.contradiction",
                "network_mode: bridge                         | compose.default-bridge",
            })
    void saysWhatGoesNotTogether(String keys, String code) {
        assertThat(Loading.load(Loading.web(keys.replace("\\n", "\n"))).diagnostics())
                .extracting(Diagnostic::code)
                .contains(code);
    }

    @Test
    void readsNamesAndAddresses() {
        NetworkingSpec web = Loading.stack("""
                        services:
                          web:
                            image: x
                            domainname: example.com
                            mac_address: 02:42:ac:11:65:43
                            dns: [1.1.1.1, 'fd00::1']
                            dns_opt: [use-vc]
                            dns_search: example.com
                            links: [db, 'db:database']
                            external_links: ['redis_1:redis']
                            networks:
                              back:
                                aliases: [w]
                                ipv4_address: 172.16.238.10
                                ipv6_address: 2001:3984:3989::10
                                link_local_ips: [57.123.22.11]
                                driver_opts: {a: b}
                                priority: 10
                                gw_priority: 1
                                interface_name: eth9
                              default: {mac_address: 02:42:ac:11:65:44}
                          db: {image: x}
                        networks: {back: }
                        """).services().getFirst().networking();

        assertThat(web.resolution())
                .isEqualTo(new NameResolution(
                        "example.com",
                        List.of("1.1.1.1", "fd00::1"),
                        List.of("use-vc"),
                        List.of("example.com"),
                        List.of(new Link("db", "db"), new Link("db", "database")),
                        List.of(new Link("redis_1", "redis"))));
        assertThat(web.networks())
                .containsExactly(
                        new ServiceNetwork(
                                "back",
                                List.of("w"),
                                new Endpoint(
                                        "172.16.238.10",
                                        "2001:3984:3989::10",
                                        List.of("57.123.22.11"),
                                        "02:42:ac:11:65:43",
                                        Map.of("a", "b"),
                                        10,
                                        1,
                                        "eth9")),
                        new ServiceNetwork("default", List.of(), Endpoint.any().withMac("02:42:ac:11:65:44")));
    }

    @Test
    void readsNetworksWhole() {
        StackSpec stack = Loading.stack("""
                services: {web: {image: x}}
                networks:
                  lan:
                    driver: macvlan
                    driver_opts: {parent: eth0}
                    attachable: true
                    enable_ipv4: true
                    enable_ipv6: true
                    ipam:
                      driver: default
                      options: {o: p}
                      config:
                        - subnet: 172.28.0.0/16
                          ip_range: 172.28.5.0/24
                          gateway: 172.28.5.254
                          aux_addresses: {host1: 172.28.1.5}
                        - subnet: 2001:db8::/64
                  theirs: {external: true, name: everyone, driver: host}
                """);

        assertThat(stack.networks())
                .containsExactly(
                        new DeclaredNetwork(
                                "lan",
                                "lan",
                                false,
                                false,
                                Map.of(),
                                new NetworkOptions(
                                        "macvlan",
                                        Map.of("parent", "eth0"),
                                        new Ipam(
                                                "",
                                                Map.of("o", "p"),
                                                List.of(
                                                        new Pool(
                                                                "172.28.0.0/16",
                                                                "172.28.5.0/24",
                                                                "172.28.5.254",
                                                                Map.of("host1", "172.28.1.5")),
                                                        new Pool("2001:db8::/64", "", "", Map.of()))),
                                        true,
                                        Optional.of(true),
                                        Optional.of(true))),
                        new DeclaredNetwork("theirs", "everyone", true, false, Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{driver: host}                             | compose.engine-limit",
                "{ipam: {config: [{subnet: 172.28.0.0}]}}   | compose.invalid-value",
                "{ipam: {config: [{subnet: 1.2.3.4/33}]}}   | compose.invalid-value",
                "{ipam: {config: [{subnet: 172.28.5.1/16}]}} | compose.invalid-value",
                "{ipam: {config: [{subnet: 0.0.0.0/0}]}}    | compose.invalid-value",
                "{ipam: {config: [{subnet: 10.1.2.4/31}]}}  | compose.invalid-value",
                "{ipam: {config: [{subnet: 10.1.0.0/16, gateway: 10.2.0.1}]}} | compose.invalid-value",
                "{ipam: {config: [{subnet: 10.1.0.0/16, ip_range: 10.2.0.0/24}]}} | compose.invalid-value",
                "{ipam: {config: [{subnet: 10.1.0.0/16, aux_addresses: {x: zzz}}]}} | compose.invalid-value",
                "{ipam: {config: [{subnet: 'fd00:1::/64', gateway: 'fd00:2::1'}]}} | compose.invalid-value",
                "{enable_ipv4: false}                       | compose.contradiction",
                "{ipam: {config: [{gateway: 172.28.0.1}]}}  | compose.invalid-value",
                "{ipam: {pools: []}}                        | compose.unknown-key",
            })
    void refusesNetworksThatCannotBe(String network, String code) {
        assertThat(Loading.codes("services: {web: {image: x}}\nnetworks: {lan: " + network + "}"))
                .containsExactly(code);
    }

    @Test
    void refusesAContainerNameThatTwoServicesHave() {
        assertThat(Loading.codes("services: {a: {image: x, container_name: cc}, b: {image: x, container_name: cc}}"))
                .containsExactly("compose.container-name-taken");
    }
}
