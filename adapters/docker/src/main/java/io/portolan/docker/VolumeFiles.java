package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.Labels;
import io.portolan.model.stack.Bundle;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes into a volume through the archive API of a container that has it and is never started. */
final class VolumeFiles {
    private static final String TARGET = "/portolan-files";
    private static final Duration TRANSFER = Duration.ofMinutes(5);

    private final EngineHttp http;
    private final Containers containers;

    VolumeFiles(EngineHttp http, Containers containers) {
        this.http = http;
        this.containers = containers;
    }

    void write(String volume, String image, Map<String, Bundle.File> files, Map<String, String> labels) {
        SortedSet<String> folders = Tar.folders(files.keySet());
        String helper = createHelper(volume, image, labels);
        try {
            Tar tar = new Tar();
            missing(helper, folders).forEach(tar::folder);
            files.forEach(tar::file);
            http.send(Call.to(
                            "write files into volume " + volume,
                            "PUT",
                            "/containers/{}/archive?path={}",
                            helper,
                            TARGET)
                    .tar(tar.bytes())
                    .within(TRANSFER));
        } catch (RuntimeException failed) {
            try {
                containers.remove(helper);
            } catch (RuntimeFault leftBehind) {
                failed.addSuppressed(leftBehind);
            }
            throw failed;
        }
        containers.remove(helper);
    }

    private String createHelper(String volume, String image, Map<String, String> labels) {
        Map<String, String> helperLabels = new HashMap<>(labels);
        helperLabels.put(Labels.ROLE, "helper");
        ObjectNode body = Json.object().put("Image", image);
        body.set("Entrypoint", Json.array(List.of("/portolan-files-are-only-written")));
        body.set("Labels", Json.object(helperLabels));
        body.putObject("HostConfig")
                .put("NetworkMode", "none")
                .putArray("Mounts")
                .addObject()
                .put("Type", "volume")
                .put("Source", volume)
                .put("Target", TARGET)
                .putObject("VolumeOptions")
                .put("NoCopy", true);
        return http.send(Call.to("open volume " + volume + " with image " + image, "POST", "/containers/create")
                        .body(body)
                        .within(TRANSFER))
                .path("Id")
                .asText();
    }

    /** A folder that is there keeps its owner and mode, which a program in a container may have set: it is not sent. */
    private List<String> missing(String helper, SortedSet<String> folders) {
        SortedSet<String> missing = new TreeSet<>();
        for (String folder : folders) {
            int slash = folder.lastIndexOf('/');
            boolean parentMissing = slash > 0 && missing.contains(folder.substring(0, slash));
            if (parentMissing || isMissing(helper, folder)) {
                missing.add(folder);
            }
        }
        return List.copyOf(missing);
    }

    private boolean isMissing(String helper, String folder) {
        return http.find(Call.to(
                        "look for " + folder, "HEAD", "/containers/{}/archive?path={}", helper, TARGET + "/" + folder))
                .isEmpty();
    }
}
