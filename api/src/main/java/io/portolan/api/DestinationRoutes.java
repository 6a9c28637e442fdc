package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.api.http.Json;
import io.portolan.api.http.Page;
import io.portolan.api.http.RequestBody;
import io.portolan.api.http.Routes;
import io.portolan.api.request.DestinationRequest;
import io.portolan.engine.service.DestinationService;
import io.portolan.engine.view.DestinationView;
import java.io.IOException;

/** Destinations of the server. */
final class DestinationRoutes {
    private static final String DESTINATIONS = "/api/v1/destinations";

    private final DestinationService destinations;

    DestinationRoutes(DestinationService destinations) {
        this.destinations = destinations;
    }

    void register(Routes routes) {
        routes.list(DESTINATIONS, this::list);
        routes.post(DESTINATIONS, this::add);
        routes.get(DESTINATIONS + "/{name}", this::show);
        routes.delete(DESTINATIONS + "/{name}", this::remove);
    }

    private void list(Context ctx) {
        Json.answer(ctx, 200, Page.of(ctx, destinations.list(), DestinationView::id));
    }

    private void add(Context ctx) throws IOException {
        DestinationRequest body = RequestBody.as(DestinationRequest.class, ctx);
        Json.answer(ctx, 201, destinations.add(body.wanted()));
    }

    private void show(Context ctx) {
        Json.answer(ctx, 200, destinations.show(ctx.pathParam("name")));
    }

    private void remove(Context ctx) {
        destinations.remove(ctx.pathParam("name"));
        ctx.status(204);
    }
}
