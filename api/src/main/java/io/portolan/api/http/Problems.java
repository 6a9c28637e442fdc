package io.portolan.api.http;

import com.fasterxml.jackson.core.JacksonException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.portolan.engine.port.ProxyFault;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.service.Refused;
import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.StoreFault;
import io.portolan.model.Diagnostic;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what was thrown becomes a problem document. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    /** Answers the request with the problem that {@code thrown} stands for. */
    public static void answer(Throwable thrown, Context ctx) {
        Problem problem = of(thrown, ctx);
        if (problem.status() == ProblemKind.UNAUTHORIZED.status()) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"portolan\"");
        }
        if (problem.status() == ProblemKind.METHOD_NOT_ALLOWED.status()
                && thrown instanceof HttpResponseException refused) {
            ctx.header("Allow", Objects.requireNonNullElse(refused.getDetails().get("availableMethods"), ""));
        }
        ctx.status(problem.status()).contentType(Problem.CONTENT_TYPE).result(Json.bytes(problem));
    }

    /** The problem document of {@code thrown}; what nobody expected goes to the log under an id. */
    public static Problem of(Throwable thrown, Context ctx) {
        return switch (thrown) {
            case HttpProblem problem -> problem.problem();
            case Refused refused -> Problem.of(ProblemKind.of(refused.kind()), refused.diagnostics());
            case JacksonException malformed ->
                Problem.of(ProblemKind.INVALID, List.of(JsonMistakes.diagnostic(malformed)));
            case Conflict conflict -> problem(ProblemKind.CONFLICT, "conflict", conflict);
            case RuntimeFault fault -> problem(kind(fault.kind()), code(fault.kind()), fault);
            case ProxyFault fault when fault.refused() -> problem(ProblemKind.CONFLICT, "proxy.refused", fault);
            case ProxyFault fault -> problem(ProblemKind.UNREACHABLE, "proxy.unreachable", fault);
            case StoreFault fault -> store(fault, ctx);
            case HttpResponseException http -> http(http, ctx);
            default -> internal(thrown, ctx);
        };
    }

    private static Problem problem(ProblemKind kind, String code, RuntimeException thrown) {
        String message = Objects.requireNonNullElse(thrown.getMessage(), kind.title());
        return Problem.of(kind, List.of(Diagnostic.error(code, message)));
    }

    private static ProblemKind kind(RuntimeFault.Kind kind) {
        return switch (kind) {
            case UNREACHABLE, REGISTRY_UNREACHABLE -> ProblemKind.UNREACHABLE;
            case NOT_FOUND -> ProblemKind.NOT_FOUND;
            case CONFLICT -> ProblemKind.CONFLICT;
            case IMAGE_NOT_FOUND, REFUSED -> ProblemKind.ENGINE;
            case DISK_FULL -> ProblemKind.DISK_FULL;
        };
    }

    private static String code(RuntimeFault.Kind kind) {
        return switch (kind) {
            case IMAGE_NOT_FOUND -> "image.not-found";
            case REGISTRY_UNREACHABLE -> "image.registry-unreachable";
            case DISK_FULL -> "disk.full";
            case UNREACHABLE, NOT_FOUND, CONFLICT, REFUSED -> "engine." + word(kind);
        };
    }

    /** Its words are for people, but what is damaged should be in the log too. */
    private static Problem store(StoreFault fault, Context ctx) {
        return switch (fault.kind()) {
            case DISK_FULL -> problem(ProblemKind.DISK_FULL, "store.disk-full", fault);
            case LOCKED -> problem(ProblemKind.BUSY, "store.locked", fault);
            case MASTER_KEY, TOO_NEW, DAMAGED, FAILED -> {
                LOG.error(
                        "{} {} failed: the store could not do its work",
                        ctx.method().name(),
                        ctx.path(),
                        fault);
                yield problem(ProblemKind.INTERNAL, "store." + word(fault.kind()), fault);
            }
        };
    }

    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Problem http(HttpResponseException thrown, Context ctx) {
        return switch (thrown.getStatus()) {
            case 404 ->
                Problem.of(
                        ProblemKind.NOT_FOUND,
                        List.of(Diagnostic.error("path.unknown", "there is nothing at " + ctx.path())
                                .suggest("see /api/v1/openapi.json for what there is")));
            case 405 ->
                Problem.of(
                        ProblemKind.METHOD_NOT_ALLOWED,
                        List.of(Diagnostic.error(
                                "method.not-allowed",
                                ctx.method().name() + " does not work here, but "
                                        + thrown.getDetails().get("availableMethods") + " does")));
            default ->
                Problem.plain(
                        thrown.getStatus(), Objects.requireNonNullElse(thrown.getMessage(), "The request failed"));
        };
    }

    private static Problem internal(Throwable thrown, Context ctx) {
        String errorId = UUID.randomUUID().toString();
        LOG.error("error {}: {} {} failed", errorId, ctx.method().name(), ctx.path(), thrown);
        return Problem.internal(errorId);
    }
}
