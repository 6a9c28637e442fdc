package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.api.http.Framing;
import io.portolan.api.http.Json;
import io.portolan.api.http.Query;
import io.portolan.api.http.RequestBody;
import io.portolan.api.http.Routes;
import io.portolan.api.http.Streams;
import io.portolan.api.request.ProxyRequest;
import io.portolan.engine.service.ProxyService;
import java.io.IOException;

/** The server's HTTP proxy. */
final class ProxyRoutes {
    private static final String PROXY = "/api/v1/proxy";
    private static final int USUAL_TAIL = 100;
    private static final int ALL = -1;

    private final ProxyService proxies;
    private final Streams streams;

    ProxyRoutes(ProxyService proxies, Streams streams) {
        this.proxies = proxies;
        this.streams = streams;
    }

    void register(Routes routes) {
        routes.get(PROXY, ctx -> Json.answer(ctx, 200, proxies.show()));
        routes.post(PROXY + "/exchange", this::exchange);
        routes.post(PROXY + "/restart", ctx -> Json.answer(ctx, 200, proxies.restart()));
        routes.get(PROXY + "/logs", this::logs, "tail", "follow");
    }

    private void exchange(Context ctx) throws IOException {
        ProxyRequest body = RequestBody.as(ProxyRequest.class, ctx);
        String kind = body.kind().orElseGet(() -> proxies.show().kind());
        Json.answer(ctx, 200, proxies.use(kind, body.image(), _ -> {}));
    }

    private void logs(Context ctx) {
        int tail = Query.integer(ctx, "tail", USUAL_TAIL, ALL, Integer.MAX_VALUE);
        boolean follow = Query.flag(ctx, "follow");
        streams.serve(ctx, Framing.wanted(ctx), sink -> proxies.logs(tail, follow, line -> sink.accept("line", line)));
    }
}
