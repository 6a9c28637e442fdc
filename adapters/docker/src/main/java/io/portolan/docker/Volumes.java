package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.runtime.VolumeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The engine's volumes. */
final class Volumes {
    private final EngineHttp http;
    private final String instance;

    Volumes(EngineHttp http, String instance) {
        this.http = http;
        this.instance = instance;
    }

    List<ObservedVolume> all() {
        List<ObservedVolume> volumes = new ArrayList<>();
        http.send(Call.to("list volumes", "GET", "/volumes"))
                .path("Volumes")
                .forEach(v -> volumes.add(Inspection.volume(v)));
        return volumes;
    }

    static Call look(String name) {
        return Call.to("look at volume " + name, "GET", "/volumes/{}", name);
    }

    /** Looks first: asked to create a volume that is there, the engine hands out that one, whoever's it is. */
    void create(VolumeSpec volume) {
        Optional<JsonNode> present = http.find(look(volume.name()));
        if (present.isPresent()) {
            if (!present.get().path("Labels").path(Labels.INSTANCE).asText().equals(instance)) {
                throw new RuntimeFault(
                        Kind.CONFLICT,
                        "cannot create volume " + volume.name()
                                + ": one of that name exists that is not of this Portolan");
            }
            return;
        }
        ObjectNode body = Json.object()
                .put("Name", volume.name())
                .put("Driver", volume.driver().isEmpty() ? "local" : volume.driver());
        body.set("DriverOpts", Json.object(volume.driverOptions()));
        body.set("Labels", Json.object(volume.labels()));
        http.send(Call.to("create volume " + volume.name(), "POST", "/volumes/create")
                .body(body));
    }

    void remove(String name) {
        http.find(Call.to("remove volume " + name, "DELETE", "/volumes/{}", name));
    }
}
