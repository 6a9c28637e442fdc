package io.portolan.testkit;

import io.portolan.model.runtime.BindAddress;
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
import java.util.Set;

/** Containers of the fake world, from one state to the next. */
final class FakeContainers {
    /** Where the fake engine remembers that a container has a health check. */
    private static final String CHECKED = "fake.checked";

    private FakeContainers() {}

    static ObservedContainer created(
            String id, ContainerSpec spec, boolean checked, List<ObservedAttachment> attachments, Set<String> joins) {
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
                attachments,
                spec.networking().published(),
                labels,
                joins);
    }

    static ObservedContainer in(ObservedContainer c, Status status, Health health, int exitCode, String error) {
        return new ObservedContainer(
                c.id(),
                c.name(),
                c.image(),
                c.imageId(),
                new State(
                        status,
                        health,
                        exitCode,
                        error,
                        c.state().startedAt(),
                        c.state().finishedAt(),
                        c.state().restartCount(),
                        ""),
                c.attachments(),
                c.published(),
                c.labels(),
                c.joins());
    }

    static ObservedContainer startedAt(ObservedContainer c, Health health, Instant when) {
        State state = new State(Status.RUNNING, health, 0, "", Optional.of(when), Optional.empty(), 0, "");
        return new ObservedContainer(
                c.id(), c.name(), c.image(), c.imageId(), state, c.attachments(), c.published(), c.labels(), c.joins());
    }

    static ObservedContainer on(ObservedContainer c, List<ObservedAttachment> attachments) {
        return new ObservedContainer(
                c.id(), c.name(), c.image(), c.imageId(), c.state(), attachments, c.published(), c.labels(), c.joins());
    }

    static ObservedContainer named(ObservedContainer c, String name) {
        return new ObservedContainer(
                c.id(), name, c.image(), c.imageId(), c.state(), c.attachments(), c.published(), c.labels(), c.joins());
    }

    static boolean isChecked(ObservedContainer container) {
        return container.labels().containsKey(CHECKED);
    }

    static boolean samePort(PublishedPort one, PublishedPort other) {
        return one.hostPort().isPresent()
                && one.hostPort().equals(other.hostPort())
                && one.container().protocol() == other.container().protocol()
                && BindAddress.of(one.hostAddress()).overlaps(BindAddress.of(other.hostAddress()));
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
                s.startedAt().or(() -> Optional.of(Instant.EPOCH)),
                s.finishedAt(),
                s.restartCount(),
                s.healthLog());
        return new ObservedContainer(
                c.id(),
                c.name(),
                c.image(),
                c.imageId(),
                settled,
                c.attachments(),
                c.published(),
                c.labels(),
                c.joins());
    }
}
