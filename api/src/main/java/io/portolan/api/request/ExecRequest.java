package io.portolan.api.request;

import io.portolan.api.http.HttpProblem;
import java.util.List;

/** A command for a service's container. */
public record ExecRequest(String service, List<String> command) {
    public ExecRequest {
        command = List.copyOf(command);
    }

    /** Throws a 400 where there is nothing to run. */
    public ExecRequest checked() {
        if (command.isEmpty()) {
            throw HttpProblem.invalid("exec.no-command", "\"command\" names no command to run");
        }
        return this;
    }
}
