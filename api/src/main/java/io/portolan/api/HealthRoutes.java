package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.api.http.Json;
import io.portolan.api.http.Routes;
import io.portolan.api.openapi.OpenApiDocument;
import io.portolan.engine.service.InventoryService;
import java.util.Map;

/** Whether the daemon lives and is ready, and what its API can do. */
final class HealthRoutes {
    private final InventoryService inventory;

    HealthRoutes(InventoryService inventory) {
        this.inventory = inventory;
    }

    void register(Routes routes) {
        routes.get("/health/live", HealthRoutes::live);
        routes.get("/health/ready", this::ready);
        routes.get("/api/v1/openapi.json", HealthRoutes::openApi);
    }

    private static void live(Context ctx) {
        Json.answer(ctx, 200, Map.of("status", "live"));
    }

    private void ready(Context ctx) {
        if (inventory.ready()) {
            Json.answer(ctx, 200, Map.of("status", "ready"));
        } else {
            Json.answer(ctx, 503, Map.of("status", "starting", "reason", inventory.unreadyReason()));
        }
    }

    private static void openApi(Context ctx) {
        Json.answer(ctx, 200, OpenApiDocument.load());
    }
}
