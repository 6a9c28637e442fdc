package io.portolan.engine.service;

import io.portolan.engine.state.DesiredState;
import io.portolan.engine.store.LinkRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.LinkView;
import io.portolan.model.Diagnostic;
import io.portolan.planner.Desired;
import io.portolan.planner.Link;
import io.portolan.planner.LinkAccess;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows links with what they give. */
final class LinkViews {
    private final Store store;
    private final DesiredState desiredState;

    LinkViews(Store store, DesiredState desiredState) {
        this.store = store;
        this.desiredState = desiredState;
    }

    /** All whose consumer is in the environment. */
    List<LinkView> of(String environment) {
        List<String> stacks = store.stacks().stream()
                .filter(s -> s.placement().environment().equals(environment))
                .map(StackRecord::id)
                .toList();
        return views(store.links().stream()
                .filter(l -> stacks.contains(l.link().consumer().stack()))
                .toList());
    }

    List<LinkView> all() {
        return views(store.links());
    }

    /** All that the stack is at one of the ends of. */
    List<LinkView> ofStack(String id) {
        return views(store.links().stream().filter(l -> l.link().isOf(id)).toList());
    }

    private List<LinkView> views(List<LinkRecord> links) {
        if (links.isEmpty()) {
            return List.of();
        }
        Desired desired = desiredState.current();
        Map<String, String> names =
                store.stacks().stream().collect(Collectors.toMap(StackRecord::id, StackRecord::name));
        return links.stream().map(l -> view(l, desired, names)).toList();
    }

    private static LinkView view(LinkRecord record, Desired desired, Map<String, String> names) {
        Link link = record.link();
        LinkAccess access = LinkAccess.of(desired, link);
        String status = !record.live() ? "deploying" : access.obstacle().isPresent() ? "broken" : "live";
        return new LinkView(
                link.id(),
                end(link.consumer(), names),
                end(link.provider(), names),
                link.port().toString(),
                access.network(),
                access.host(),
                access.variables(),
                status,
                record.live() ? access.obstacle().map(Diagnostic::message).orElse("") : "",
                record.createdAt());
    }

    private static LinkView.End end(Link.End end, Map<String, String> names) {
        return new LinkView.End(names.getOrDefault(end.stack(), end.stack()), end.service());
    }
}
