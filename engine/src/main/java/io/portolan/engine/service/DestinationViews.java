package io.portolan.engine.service;

import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.state.Observer.Snapshot;
import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DestinationView;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.planner.Desired;
import io.portolan.planner.Naming;
import io.portolan.planner.ServiceAccess;
import io.portolan.planner.ServiceAccess.OnNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows destinations with the services that meet on their networks. */
final class DestinationViews {
    private final Store store;
    private final Observer observer;
    private final DesiredState desiredState;

    DestinationViews(Store store, Observer observer, DesiredState desiredState) {
        this.store = store;
        this.observer = observer;
        this.desiredState = desiredState;
    }

    String network(DestinationRecord record) {
        return record.adoptedNetwork()
                .orElseGet(() -> Naming.destinationNetwork(store.identity().instance(), record.name()));
    }

    /** Names of the stacks that are placed in it. A removed stack whose volumes were kept is placed nowhere. */
    List<String> users(DestinationRecord record) {
        return store.stacks().stream()
                .filter(s -> s.placement().destination().equals(record.id()))
                .map(StackRecord::name)
                .sorted()
                .toList();
    }

    List<DestinationView> views() {
        Desired desired = desiredState.current();
        return store.destinations().stream().map(d -> view(d, desired)).toList();
    }

    DestinationView view(DestinationRecord record) {
        return view(record, desiredState.current());
    }

    private DestinationView view(DestinationRecord record, Desired desired) {
        Snapshot snapshot = observer.last();
        String network = network(record);
        Optional<ObservedNetwork> there = snapshot.observed().network(network);
        return new DestinationView(
                record.name(),
                record.id(),
                record.server(),
                network,
                there.flatMap(n -> n.subnets().stream().findFirst())
                        .map(Cidr::toString)
                        .orElse(""),
                record.adoptedNetwork().isPresent(),
                status(record, there, snapshot),
                record.labels(),
                users(record),
                members(record, network, desired, snapshot));
    }

    private String status(DestinationRecord record, Optional<ObservedNetwork> network, Snapshot snapshot) {
        if (record.removing()) {
            return "removing";
        }
        if (!snapshot.reachable()) {
            return "unknown";
        }
        boolean proxied = network.isPresent()
                && snapshot.observed().containers().stream()
                        .filter(c -> c.isProxyOf(store.identity().instance()))
                        .anyMatch(c -> c.attachment(network.get().name()).isPresent());
        return proxied ? "ready" : "incomplete";
    }

    private List<DestinationView.Member> members(
            DestinationRecord record, String network, Desired desired, Snapshot snapshot) {
        List<DestinationView.Member> members = new ArrayList<>();
        desired.stacks().stream()
                .filter(s -> s.destinationId().equals(record.id()))
                .forEach(stack -> {
                    for (ServiceAccess access :
                            ServiceAccess.of(desired, stack, snapshot.observed(), desiredState.facts())) {
                        access.networks().stream()
                                .filter(n -> n.network().equals(network))
                                .forEach(n -> members.add(member(stack, access, n)));
                    }
                });
        return List.copyOf(members);
    }

    private static DestinationView.Member member(Desired.Stack stack, ServiceAccess access, OnNetwork on) {
        return new DestinationView.Member(
                stack.name(),
                access.service(),
                on.names(),
                on.connections().stream().map(ServiceAccess.Connection::text).toList());
    }
}
