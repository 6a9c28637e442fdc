package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.api.http.Json;
import io.portolan.api.http.Page;
import io.portolan.api.http.Query;
import io.portolan.api.http.RequestBody;
import io.portolan.api.http.Routes;
import io.portolan.api.request.DomainRequest;
import io.portolan.api.request.Domains;
import io.portolan.api.request.RouteOptionsReader;
import io.portolan.engine.service.DomainService;
import io.portolan.engine.service.WantedDomain;
import io.portolan.engine.view.DomainView;
import java.io.IOException;

/** Domains of an environment. */
final class DomainRoutes {
    private static final String DOMAINS = EnvironmentPath.PREFIX + "/domains";

    private final DomainService domains;
    private final EnvironmentPath environments;

    DomainRoutes(DomainService domains, EnvironmentPath environments) {
        this.domains = domains;
        this.environments = environments;
    }

    void register(Routes routes) {
        routes.list(DOMAINS, this::list);
        routes.post(DOMAINS, this::add);
        routes.delete(DOMAINS, this::remove, "url");
    }

    private void list(Context ctx) {
        environments.id(ctx);
        Json.answer(ctx, 200, Page.of(ctx, domains.list(), DomainView::url));
    }

    private void add(Context ctx) throws IOException {
        String environment = environments.id(ctx);
        DomainRequest body = RequestBody.as(DomainRequest.class, ctx);
        DomainView added = domains.add(
                environment,
                new WantedDomain(
                        body.stack(),
                        body.service(),
                        Domains.parse(body.url()),
                        Domains.port(body.containerPort()),
                        RouteOptionsReader.read(body.options())));
        Json.answer(ctx, 201, added);
    }

    private void remove(Context ctx) {
        environments.id(ctx);
        domains.remove(Domains.parse(Query.required(ctx, "url")));
        ctx.status(204);
    }
}
