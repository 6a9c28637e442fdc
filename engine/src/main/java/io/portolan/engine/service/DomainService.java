package io.portolan.engine.service;

import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.RouteView;
import io.portolan.model.route.Domain;
import java.util.List;

/** Domains, changed while their stacks run on untouched. Throws {@link Refused}. */
public interface DomainService {
    /** Returns when the proxy serves it. Given again, a domain is served as it is said now: service, port and options. */
    DomainView add(String environment, WantedDomain wanted);

    /** Returns when the proxy has let go of it. */
    void remove(Domain domain);

    List<DomainView> list();

    List<RouteView> routes();
}
