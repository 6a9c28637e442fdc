package io.portolan.store;

import io.portolan.engine.store.ContainerMark;
import io.portolan.engine.store.Store.Identity;
import io.portolan.store.vault.Vault;
import org.jdbi.v3.core.Handle;

/** The tables of one installation, as one transaction sees them. What belongs to a server is of the server it runs on. */
record Rows(Handle handle, Vault vault, Identity identity) {
    DestinationRows destinations() {
        return new DestinationRows(handle);
    }

    StackRows stacks() {
        return new StackRows(handle);
    }

    RevisionRows revisions() {
        return new RevisionRows(handle, vault);
    }

    DomainRows domains() {
        return new DomainRows(handle, vault, identity.server());
    }

    LinkRows links() {
        return new LinkRows(handle);
    }

    ProxyRows proxy() {
        return new ProxyRows(handle, identity.server());
    }

    SubnetRows subnets() {
        return new SubnetRows(handle, identity.server());
    }

    PortRows ports() {
        return new PortRows(handle, identity.server());
    }

    VariableRows variables() {
        return new VariableRows(handle, vault);
    }

    ContainerMarkRows marks(ContainerMark mark) {
        return new ContainerMarkRows(handle, mark);
    }

    PlanRows plans() {
        return new PlanRows(handle, vault);
    }

    EventRows events() {
        return new EventRows(handle);
    }

    TokenRows tokens() {
        return new TokenRows(handle);
    }
}
