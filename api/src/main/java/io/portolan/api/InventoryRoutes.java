package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.api.http.Json;
import io.portolan.api.http.Page;
import io.portolan.api.http.Query;
import io.portolan.api.http.Routes;
import io.portolan.engine.service.DomainService;
import io.portolan.engine.service.InventoryService;
import io.portolan.engine.view.EventView;
import io.portolan.engine.view.NetworkView;
import io.portolan.engine.view.PortView;
import io.portolan.engine.view.RouteView;

/** What is: networks, ports, routes, history, status; and the orders that concern all of it. */
final class InventoryRoutes {
    private static final String ROOT = "/api/v1";
    /** How far back the history can be paged. */
    private static final int HISTORY = 1000;

    private final InventoryService inventory;
    private final DomainService domains;

    InventoryRoutes(InventoryService inventory, DomainService domains) {
        this.inventory = inventory;
        this.domains = domains;
    }

    void register(Routes routes) {
        routes.list(ROOT + "/networks", this::networks);
        routes.get(ROOT + "/networks/{name}", this::network);
        routes.get(ROOT + "/networks/{name}/reach", this::reach);
        routes.list(ROOT + "/ports", this::ports);
        routes.list(ROOT + "/routes", this::routes);
        routes.list(ROOT + "/events", this::events);
        routes.get(ROOT + "/status", this::status);
        routes.post(ROOT + "/reconcile", this::reconcile, "dryRun");
    }

    private void networks(Context ctx) {
        Json.answer(ctx, 200, Page.of(ctx, inventory.networks(), NetworkView::id));
    }

    private void network(Context ctx) {
        Json.answer(ctx, 200, inventory.network(ctx.pathParam("name")));
    }

    private void reach(Context ctx) {
        Json.answer(ctx, 200, inventory.reach(ctx.pathParam("name")));
    }

    private void ports(Context ctx) {
        Json.answer(ctx, 200, Page.of(ctx, inventory.ports(), PortView::toString));
    }

    private void routes(Context ctx) {
        Json.answer(ctx, 200, Page.of(ctx, domains.routes(), RouteView::url));
    }

    private void events(Context ctx) {
        Json.answer(ctx, 200, Page.of(ctx, inventory.events(HISTORY), EventView::toString));
    }

    private void status(Context ctx) {
        Json.answer(ctx, 200, inventory.status());
    }

    private void reconcile(Context ctx) {
        Json.answer(ctx, 200, inventory.reconcile(Query.flag(ctx, "dryRun")));
    }
}
