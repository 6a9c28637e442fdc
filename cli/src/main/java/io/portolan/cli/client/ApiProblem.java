package io.portolan.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.model.Diagnostic;
import java.util.List;

/** The daemon refused or failed, and said why in a problem document (RFC 9457). */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient JsonNode document;

    public ApiProblem(int status, JsonNode document) {
        super(detail(status, document));
        this.status = status;
        this.document = document;
    }

    private static String detail(int status, JsonNode document) {
        String detail = Json.text(document, "detail");
        String title = Json.text(document, "title");
        return !detail.isEmpty() ? detail : !title.isEmpty() ? title : "the daemon answered with HTTP status " + status;
    }

    public int status() {
        return status;
    }

    public JsonNode document() {
        return document;
    }

    public boolean has(String code) {
        return diagnostics().stream().anyMatch(d -> d.code().equals(code));
    }

    /** What it says is wrong; its detail as a diagnostic where it carries none. */
    public List<Diagnostic> diagnostics() {
        List<Diagnostic> diagnostics = DiagnosticJson.in(document);
        return diagnostics.isEmpty() ? List.of(Diagnostic.error("", String.valueOf(getMessage()))) : diagnostics;
    }
}
