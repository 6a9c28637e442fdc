package io.portolan.api.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.portolan.api.http.IdempotencyKeys.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** Registers what the API answers to, and knows it all. */
public final class Routes {
    private static final int LONGEST_KEY = 255;

    /**
     * One thing the API answers to.
     *
     * @param path with its parameters in braces
     * @param query names of the query parameters it knows
     */
    public record Endpoint(String method, String path, SortedSet<String> query) {
        public Endpoint {
            query = Collections.unmodifiableSortedSet(new TreeSet<>(query));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final RoutesConfig config;
    private final IdempotencyKeys keys;
    private final List<Endpoint> endpoints = new ArrayList<>();

    public Routes(RoutesConfig config, InstantSource clock) {
        this.config = config;
        this.keys = new IdempotencyKeys(clock);
    }

    public List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    public void get(String path, Handler handler, String... query) {
        add(HandlerType.GET, path, query, handler);
    }

    /** A list: knows {@code limit} and {@code cursor}. */
    public void list(String path, Handler handler) {
        get(path, handler, "cursor", "limit");
    }

    public void post(String path, Handler handler, String... query) {
        post(path, RequestBody.USUAL, handler, query);
    }

    public void post(String path, long bodyLimit, Handler handler, String... query) {
        add(HandlerType.POST, path, query, ctx -> write(ctx, bodyLimit, handler));
    }

    public void delete(String path, Handler handler, String... query) {
        add(HandlerType.DELETE, path, query, ctx -> write(ctx, RequestBody.USUAL, handler));
    }

    /** A write that answers with a stream, which cannot be answered a second time. */
    public void postStreaming(String path, Handler handler) {
        add(HandlerType.POST, path, new String[0], ctx -> {
            if (ctx.header("Idempotency-Key") != null) {
                throw HttpProblem.invalid(
                        "idempotency.unsupported",
                        "this request answers with a stream, which no idempotency key can repeat",
                        "leave the header Idempotency-Key out");
            }
            RequestBody.read(ctx, RequestBody.USUAL);
            handler.handle(ctx);
        });
    }

    private void add(HandlerType method, String path, String[] query, Handler handler) {
        Endpoint endpoint = new Endpoint(method.name(), path, new TreeSet<>(List.of(query)));
        endpoints.add(endpoint);
        config.addHttpHandler(method, path, ctx -> {
            Query.check(ctx, endpoint.query());
            handler.handle(ctx);
        });
    }

    private void write(Context ctx, long bodyLimit, Handler handler) throws Exception {
        byte[] body = RequestBody.read(ctx, bodyLimit);
        String key = ctx.header("Idempotency-Key");
        if (key == null) {
            handler.handle(ctx);
            return;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw HttpProblem.invalid(
                    "idempotency.key-invalid", "an idempotency key has 1 to " + LONGEST_KEY + " characters");
        }
        replay(keys.once(key, digest(ctx, body), () -> capture(ctx, handler)), ctx);
    }

    private static Answer capture(Context ctx, Handler handler) {
        try {
            handler.handle(ctx);
        } catch (Exception e) {
            // Refusals are answers too, and are remembered like all others.
            Problems.answer(e, ctx);
        }
        return new Answer(
                ctx.statusCode(), ctx.res().getContentType(), ctx.res().getHeader("Location"), result(ctx));
    }

    private static String result(Context ctx) {
        try (InputStream in = ctx.resultInputStream()) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("an answer in memory cannot be read", e);
        }
    }

    private static void replay(Answer answer, Context ctx) {
        ctx.status(answer.status()).result(answer.body().getBytes(StandardCharsets.UTF_8));
        if (answer.contentType() != null) {
            ctx.contentType(answer.contentType());
        }
        if (answer.location() != null) {
            ctx.header("Location", answer.location());
        }
    }

    private static String digest(Context ctx, byte[] body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String query = Objects.requireNonNullElse(ctx.queryString(), "");
            String line = ctx.method().name() + " " + ctx.path() + "?" + query + "\n";
            sha256.update(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
