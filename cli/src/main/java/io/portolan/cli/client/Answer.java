package io.portolan.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.Diagnostic;
import java.net.URI;
import java.util.List;

/** Tells the answers of the daemon apart: a document, a problem, or something that is not the daemon at all. */
final class Answer {
    private Answer() {}

    static JsonNode document(Connection connection, int status, String body) {
        JsonNode document;
        try {
            document = body.isBlank() ? Json.object() : Json.parse(body);
        } catch (JsonProcessingException e) {
            throw DaemonUnreachable.somethingElse(connection.url(), status);
        }
        if (status >= 200 && status < 300) {
            return document;
        }
        if (status == 401) {
            throw new ApiProblem(status, unauthorized(connection, document));
        }
        if (!document.isObject() || (!document.has("title") && !document.has("detail"))) {
            throw DaemonUnreachable.somethingElse(connection.url(), status);
        }
        throw new ApiProblem(status, document);
    }

    private static ObjectNode unauthorized(Connection connection, JsonNode document) {
        URI url = connection.url();
        Diagnostic diagnostic = connection.token().isPresent()
                ? Diagnostic.error(
                                "client.token-refused",
                                "the daemon at " + url + " does not accept the token from " + connection.tokenSource())
                        .suggest("the first administrator's token is in the file that \"portolan up\" names")
                : Diagnostic.error(
                                "client.token-missing",
                                "the daemon at " + url + " wants a token, and none was found in "
                                        + connection.tokenSource())
                        .suggest("set PORTOLAN_TOKEN");
        ObjectNode problem = document.isObject() ? document.deepCopy() : Json.object();
        problem.put("status", 401).put("detail", diagnostic.message());
        problem.set("diagnostics", DiagnosticJson.array(List.of(diagnostic)));
        return problem;
    }
}
