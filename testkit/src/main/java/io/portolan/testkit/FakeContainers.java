package io.portolan.testkit;

import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedContainer.State;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.PublishedPort;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Containers of the fake world, from one state to the next. */
final class FakeContainers {
    /** Where the fake engine remembers that a container has a health check. */
    private static final String CHECKED = "fake.checked";

    private FakeContainers() {}

    static ObservedContainer created(String id, ContainerSpec spec, boolean checked) {
        Map<String, String> labels = new HashMap<>(spec.labels());
        if (checked) {
            labels.put(CHECKED, "true");
        }
        return new ObservedContainer(
                id,
                spec.name(),
                spec.image().reference(),
                "sha256:" + spec.image().reference(),
                state(Status.CREATED, Health.NONE, 0, ""),
                List.of(),
                spec.networking().published(),
                labels);
    }

    static ObservedContainer in(ObservedContainer c, Status status, Health health, int exitCode, String error) {
        return new ObservedContainer(
                c.id(),
                c.name(),
                c.image(),
                c.imageId(),
                state(status, health, exitCode, error),
                c.attachments(),
                c.published(),
                c.labels());
    }

    static ObservedContainer on(ObservedContainer c, List<ObservedAttachment> attachments) {
        return new ObservedContainer(
                c.id(), c.name(), c.image(), c.imageId(), c.state(), attachments, c.published(), c.labels());
    }

    static boolean isChecked(ObservedContainer container) {
        return container.labels().containsKey(CHECKED);
    }

    static boolean samePort(PublishedPort one, PublishedPort other) {
        return one.hostPort().isPresent()
                && one.hostPort().equals(other.hostPort())
                && one.container().protocol() == other.container().protocol()
                && (one.hostAddress().equals(other.hostAddress())
                        || one.hostAddress().equals("0.0.0.0")
                        || other.hostAddress().equals("0.0.0.0"));
    }

    static State state(Status status, Health health, int exitCode, String error) {
        return new State(status, health, exitCode, error, Optional.empty(), Optional.empty(), 0, "");
    }

    /** As it is a while later: healthy, and running since long ago. */
    static ObservedContainer settled(ObservedContainer c) {
        State s = c.state();
        if (!s.running()) {
            return c;
        }
        State settled = new State(
                s.status(),
                s.health() == Health.STARTING ? Health.HEALTHY : s.health(),
                s.exitCode(),
                s.error(),
                Optional.of(Instant.EPOCH),
                s.finishedAt(),
                s.restartCount(),
                s.healthLog());
        return new ObservedContainer(
                c.id(), c.name(), c.image(), c.imageId(), settled, c.attachments(), c.published(), c.labels());
    }
}
