package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.api.http.Framing;
import io.portolan.api.http.Query;
import io.portolan.api.http.RequestBody;
import io.portolan.api.http.Routes;
import io.portolan.api.http.Streams;
import io.portolan.api.request.ExecRequest;
import io.portolan.engine.service.StackService;
import java.io.IOException;
import java.util.Optional;

/** What a stack's containers say: their logs, and commands run inside them. */
final class StackStreamRoutes {
    private static final int USUAL_TAIL = 100;
    private static final int ALL = -1;

    private final StackService stacks;
    private final EnvironmentPath environments;
    private final Streams streams;

    StackStreamRoutes(StackService stacks, EnvironmentPath environments, Streams streams) {
        this.stacks = stacks;
        this.environments = environments;
        this.streams = streams;
    }

    void register(Routes routes) {
        routes.get(StackRoutes.STACK + "/logs", this::logs, "service", "tail", "follow");
        routes.postStreaming(StackRoutes.STACK + "/exec", this::exec);
    }

    /** The last line of an exec's stream. */
    record Exit(int exitCode) {}

    private void logs(Context ctx) {
        String environment = environments.id(ctx);
        String name = ctx.pathParam("name");
        Optional<String> service = Query.text(ctx, "service");
        int tail = Query.integer(ctx, "tail", USUAL_TAIL, ALL, Integer.MAX_VALUE);
        boolean follow = Query.flag(ctx, "follow");
        streams.serve(
                ctx,
                Framing.wanted(ctx),
                sink -> stacks.logs(environment, name, service, tail, follow, line -> sink.accept("line", line)));
    }

    private void exec(Context ctx) throws IOException {
        String environment = environments.id(ctx);
        String name = ctx.pathParam("name");
        ExecRequest body = RequestBody.as(ExecRequest.class, ctx).checked();
        streams.serve(ctx, Framing.LINES, sink -> {
            int exitCode =
                    stacks.exec(environment, name, body.service(), body.command(), line -> sink.accept("line", line));
            sink.accept("exit", new Exit(exitCode));
        });
    }
}
