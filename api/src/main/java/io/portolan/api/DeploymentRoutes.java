package io.portolan.api;

import io.javalin.http.Context;
import io.portolan.api.http.Framing;
import io.portolan.api.http.Json;
import io.portolan.api.http.RequestBody;
import io.portolan.api.http.Routes;
import io.portolan.api.http.Streams;
import io.portolan.api.request.DeployRequest;
import io.portolan.engine.service.StackService;
import io.portolan.engine.view.DeploymentView;
import java.io.IOException;

/** Deployments: begun from a plan, looked at, followed. */
final class DeploymentRoutes {
    private static final String DEPLOYMENTS = EnvironmentPath.PREFIX + "/deployments";
    private static final String DEPLOYMENT = DEPLOYMENTS + "/{id}";

    private final StackService stacks;
    private final EnvironmentPath environments;
    private final Streams streams;

    DeploymentRoutes(StackService stacks, EnvironmentPath environments, Streams streams) {
        this.stacks = stacks;
        this.environments = environments;
        this.streams = streams;
    }

    void register(Routes routes) {
        routes.post(DEPLOYMENTS, this::deploy);
        routes.get(DEPLOYMENT, this::show);
        routes.get(DEPLOYMENT + "/events", this::follow);
    }

    /** A deployment goes on by itself: the answer says where to look. */
    static void answerStarted(Context ctx, DeploymentView deployment) {
        ctx.header(
                "Location",
                DEPLOYMENT
                        .replace("{project}", ctx.pathParam("project"))
                        .replace("{environment}", ctx.pathParam("environment"))
                        .replace("{id}", deployment.id()));
        Json.answer(ctx, 202, deployment);
    }

    private void deploy(Context ctx) throws IOException {
        String environment = environments.id(ctx);
        answerStarted(
                ctx,
                stacks.deploy(
                        environment, RequestBody.as(DeployRequest.class, ctx).plan()));
    }

    private void show(Context ctx) {
        environments.id(ctx);
        Json.answer(ctx, 200, stacks.deployment(ctx.pathParam("id")));
    }

    private void follow(Context ctx) {
        environments.id(ctx);
        String id = ctx.pathParam("id");
        streams.serve(ctx, Framing.EVENTS, sink -> stacks.follow(id, progress -> sink.accept("progress", progress)));
    }
}
