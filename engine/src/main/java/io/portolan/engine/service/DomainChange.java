package io.portolan.engine.service;

import io.portolan.engine.state.DesiredState;
import io.portolan.engine.store.DomainRecord;
import io.portolan.model.route.Domain;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.RoutedDomain;
import java.util.ArrayList;
import java.util.List;

/** A change of a stack's domains that somebody asks for. */
sealed interface DomainChange {
    Domain domain();

    /** The stack as it should be with it. */
    Desired.Stack of(Desired.Stack stack);

    /** A new domain, or another service, port or options of one that the stack has. */
    record Add(DomainRecord record) implements DomainChange {
        @Override
        public Domain domain() {
            return record.domain();
        }

        @Override
        public Desired.Stack of(Desired.Stack stack) {
            List<RoutedDomain> domains = new ArrayList<>(without(stack, domain()));
            domains.add(DesiredState.routed(record));
            return stack.routedBy(domains);
        }
    }

    record Remove(Domain domain) implements DomainChange {
        @Override
        public Desired.Stack of(Desired.Stack stack) {
            return stack.routedBy(without(stack, domain));
        }
    }

    private static List<RoutedDomain> without(Desired.Stack stack, Domain domain) {
        return stack.domains().stream().filter(d -> !d.domain().equals(domain)).toList();
    }
}
