package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.api.http.Json;
import io.portolan.api.http.Page;
import io.portolan.api.http.RequestBody;
import io.portolan.api.http.Routes;
import io.portolan.api.request.LinkRequest;
import io.portolan.engine.service.LinkService;
import io.portolan.engine.view.LinkView;
import java.io.IOException;

/** Links between the stacks of an environment. One is made by applying the plan of its consumer. */
final class LinkRoutes {
    private static final String LINKS = EnvironmentPath.PREFIX + "/links";

    private final LinkService links;
    private final EnvironmentPath environments;

    LinkRoutes(LinkService links, EnvironmentPath environments) {
        this.links = links;
        this.environments = environments;
    }

    void register(Routes routes) {
        routes.list(LINKS, this::list);
        routes.post(StackRoutes.STACK + "/links/plans", this::plan);
        routes.delete(LINKS + "/{id}", this::remove);
    }

    private void list(Context ctx) {
        Json.answer(ctx, 200, Page.of(ctx, links.list(environments.id(ctx)), LinkView::id));
    }

    private void plan(Context ctx) throws IOException {
        String environment = environments.id(ctx);
        LinkRequest body = RequestBody.as(LinkRequest.class, ctx);
        Json.answer(ctx, 200, links.plan(environment, ctx.pathParam("name"), body.wanted()));
    }

    private void remove(Context ctx) {
        links.remove(environments.id(ctx), ctx.pathParam("id"));
        ctx.status(204);
    }
}
