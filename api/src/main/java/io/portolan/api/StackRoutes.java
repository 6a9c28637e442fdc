package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.api.http.Framing;
import io.portolan.api.http.Json;
import io.portolan.api.http.Page;
import io.portolan.api.http.Query;
import io.portolan.api.http.RequestBody;
import io.portolan.api.http.Routes;
import io.portolan.api.http.Streams;
import io.portolan.api.request.PlanRequest;
import io.portolan.api.request.RollbackRequest;
import io.portolan.api.request.ServicesRequest;
import io.portolan.api.request.StackRequests;
import io.portolan.engine.service.StackRequest;
import io.portolan.engine.service.StackService;
import io.portolan.engine.view.DeploymentView;
import io.portolan.engine.view.PlanView;
import io.portolan.engine.view.StackSummary;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** Stacks: plans, lists, looks at, stops and removes them. */
final class StackRoutes {
    private static final String STACKS = EnvironmentPath.PREFIX + "/stacks";
    static final String STACK = STACKS + "/{name}";

    private final StackService stacks;
    private final StackRequests requests;
    private final EnvironmentPath environments;
    private final Streams streams;

    /** What a plan waits for. */
    record PlanProgress(String message) {}

    StackRoutes(StackService stacks, StackRequests requests, EnvironmentPath environments, Streams streams) {
        this.streams = streams;
        this.stacks = stacks;
        this.requests = requests;
        this.environments = environments;
    }

    void register(Routes routes) {
        routes.list(STACKS, this::list);
        routes.get(STACK, this::show);
        routes.delete(STACK, this::remove, "volumes");
        routes.post(STACK + "/plans", RequestBody.LARGEST, this::plan);
        routes.post(STACK + "/stop", this::stop);
        routes.post(STACK + "/start", this::start);
        routes.post(STACK + "/restart", this::restart);
        routes.post(STACK + "/join", this::join);
        routes.post(STACK + "/leave", this::leave);
        routes.list(STACK + "/revisions", this::revisions);
        routes.post(STACK + "/rollback", this::rollback);
    }

    private void list(Context ctx) {
        Json.answer(ctx, 200, Page.of(ctx, stacks.list(environments.id(ctx)), StackSummary::id));
    }

    private void show(Context ctx) {
        Json.answer(ctx, 200, stacks.show(environments.id(ctx), name(ctx)));
    }

    private void remove(Context ctx) {
        stacks.remove(environments.id(ctx), name(ctx), Query.flag(ctx, "volumes"));
        ctx.status(204);
    }

    private void plan(Context ctx) throws IOException {
        String environment = environments.id(ctx);
        PlanRequest body = RequestBody.as(PlanRequest.class, ctx);
        StackRequest request = requests.read(environment, name(ctx), body);
        if (!wantsEvents(ctx)) {
            Json.answer(ctx, 200, stacks.plan(environment, request));
            return;
        }
        streams.serve(ctx, Framing.EVENTS, sink -> {
            PlanView plan = stacks.plan(environment, request, line -> sink.accept("progress", new PlanProgress(line)));
            sink.accept("plan", plan);
        });
    }

    /** A stream cannot be answered a second time: who brings a key gets the plan when it is made. */
    private static boolean wantsEvents(Context ctx) {
        String accept = Objects.requireNonNullElse(ctx.header("Accept"), "");
        return accept.contains(Framing.EVENTS.contentType()) && ctx.header("Idempotency-Key") == null;
    }

    private void stop(Context ctx) {
        stacks.stop(environments.id(ctx), name(ctx));
        ctx.status(204);
    }

    private void start(Context ctx) {
        stacks.start(environments.id(ctx), name(ctx));
        ctx.status(204);
    }

    private void restart(Context ctx) {
        stacks.restart(environments.id(ctx), name(ctx));
        ctx.status(204);
    }

    private void join(Context ctx) throws IOException {
        ServicesRequest body = RequestBody.as(ServicesRequest.class, ctx);
        Json.answer(ctx, 200, stacks.join(environments.id(ctx), name(ctx), body.services()));
    }

    private void leave(Context ctx) throws IOException {
        ServicesRequest body = RequestBody.as(ServicesRequest.class, ctx);
        Json.answer(ctx, 200, stacks.leave(environments.id(ctx), name(ctx), body.services()));
    }

    private void revisions(Context ctx) {
        Json.answer(
                ctx,
                200,
                Page.of(ctx, stacks.revisions(environments.id(ctx), name(ctx)), r -> String.valueOf(r.number())));
    }

    private void rollback(Context ctx) throws IOException {
        Optional<Integer> revision = RequestBody.isAbsent(ctx)
                ? Optional.empty()
                : RequestBody.as(RollbackRequest.class, ctx).revision();
        DeploymentView deployment = stacks.rollback(environments.id(ctx), name(ctx), revision);
        DeploymentRoutes.answerStarted(ctx, deployment);
    }

    private static String name(Context ctx) {
        return ctx.pathParam("name");
    }
}
