package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedNetwork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine's networks and who is on them. */
final class Networks {
    private final EngineHttp http;
    private final String instance;

    Networks(EngineHttp http, String instance) {
        this.http = http;
        this.instance = instance;
    }

    List<ObservedNetwork> all() {
        List<ObservedNetwork> networks = new ArrayList<>();
        http.send(Call.to("list networks", "GET", "/networks")).forEach(n -> networks.add(Inspection.network(n)));
        return networks;
    }

    private static Call look(String name) {
        return Call.to("look at network " + name, "GET", "/networks/{}", name);
    }

    void create(NetworkSpec network) {
        Optional<JsonNode> present = http.find(look(network.name()));
        if (present.isPresent()) {
            if (!present.get().path("Labels").path(Labels.INSTANCE).asText().equals(instance)) {
                throw new RuntimeFault(
                        Kind.CONFLICT,
                        "cannot create network " + network.name()
                                + ": one of that name exists that is not of this Portolan");
            }
            return;
        }
        ObjectNode body = new NetworkJson(network, http.version()).body();
        http.send(Call.to("create network " + network.name() + " with " + network.subnet(), "POST", "/networks/create")
                .body(body));
    }

    /**
     * A crash of the engine can leave endpoints of containers that are gone or do not run: they are taken off. From under
     * a running container no network is removed.
     */
    void remove(String name) {
        Optional<JsonNode> present = http.find(look(name));
        if (present.isEmpty()) {
            return;
        }
        List<String> stale = new ArrayList<>();
        List<String> live = new ArrayList<>();
        for (Map.Entry<String, JsonNode> endpoint :
                present.get().path("Containers").properties()) {
            boolean runs = http.find(Call.to("look at a container", "GET", "/containers/{}/json", endpoint.getKey()))
                    .map(c -> c.path("State").path("Running").asBoolean())
                    .orElse(false);
            (runs ? live : stale).add(endpoint.getValue().path("Name").asText());
        }
        if (!live.isEmpty()) {
            throw new RuntimeFault(
                    Kind.CONFLICT,
                    "cannot remove network " + name + ": containers run on it: " + String.join(", ", live));
        }
        stale.forEach(container -> disconnect(container, name));
        http.find(Call.to("remove network " + name, "DELETE", "/networks/{}", name));
    }

    /** The network is looked up first: for a container that does not run, the engine takes any name. */
    void connect(String container, Attachment attachment) {
        String network = attachment.network();
        String id = http.send(look(network)).path("Id").asText();
        Optional<ObservedAttachment> present = Inspection.container(
                        http.send(Call.to("look at container " + container, "GET", "/containers/{}/json", container)))
                .attachment(network);
        if (present.isPresent()) {
            if (isOf(present.get(), id) && sameNames(present.get(), attachment)) {
                return;
            }
            disconnect(container, network);
        }
        ObjectNode body = Json.object().put("Container", container);
        body.set("EndpointConfig", new EndpointJson(http.version()).of(attachment));
        http.send(Call.to(
                        "connect container " + container + " to network " + network,
                        "POST",
                        "/networks/{}/connect",
                        network)
                .body(body));
    }

    /** A stopped container remembers a network that was removed, by an id that a new one of that name has not. */
    private static boolean isOf(ObservedAttachment present, String networkId) {
        return present.networkId().isEmpty() || present.networkId().equals(networkId);
    }

    private static boolean sameNames(ObservedAttachment present, Attachment wanted) {
        return new HashSet<>(present.aliases()).equals(new HashSet<>(wanted.aliases()));
    }

    /** By force, which also takes off what a crash of the engine has left. */
    void disconnect(String container, String network) {
        try {
            http.find(Call.to(
                            "disconnect container " + container + " from network " + network,
                            "POST",
                            "/networks/{}/disconnect",
                            network)
                    .body(Json.object().put("Container", container).put("Force", true)));
        } catch (RuntimeFault fault) {
            // The engine refuses for a container that is not on the network: that is what was wanted.
            if (!fault.getMessage().contains("is not connected to")) {
                throw fault;
            }
        }
    }
}
