package io.portolan.engine.service;

import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.RouteView;
import io.portolan.model.route.Domain;
import java.util.List;
import java.util.Optional;

/** Domains, changed while their stacks run on untouched. Throws {@link Refused}. */
public interface DomainService {
    /** Returns when the proxy serves it. Giving a domain again to the same service only changes its port. */
    DomainView add(String environment, String stack, String service, Domain domain, Optional<Integer> containerPort);

    /** Returns when the proxy has let go of it. */
    void remove(Domain domain);

    List<DomainView> list();

    List<RouteView> routes();
}
