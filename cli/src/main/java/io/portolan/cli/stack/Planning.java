package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.terminal.Style;
import io.portolan.model.Diagnostic;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for plans. */
final class Planning {
    private final ApiClient api;
    private final Resource environment;
    private final PrintStream err;

    /** @param err where a person is told what the plan waits for */
    Planning(ApiClient api, Resource environment, PrintStream err) {
        this.api = api;
        this.environment = environment;
        this.err = err;
    }

    Plan plan(PlanRequest request) {
        Reader reader = new Reader();
        api.stream(environment.slash("stacks", request.stack(), "plans"), request.body(), reader::read);
        if (reader.plan == null) {
            throw CommandFailure.failed(Diagnostic.error("plan.broken-off", "the daemon ended before it had planned")
                    .suggest("see \"portolan status\", then plan again"));
        }
        return Plan.read(reader.plan, request);
    }

    /** Tells what comes before the plan, each line once. */
    private final class Reader {
        private @Nullable JsonNode plan;
        private String last = "";

        void read(JsonNode document) {
            if (document.has("steps")) {
                plan = document;
                return;
            }
            String line = Style.printable(Json.text(document, "message"));
            if (!line.isEmpty() && !line.equals(last)) {
                err.println(line);
            }
            last = line;
        }
    }

    /** One error for each step that interrupts something. */
    static List<Diagnostic> downtime(Plan plan) {
        return plan.interruptions().stream()
                .map(step -> Diagnostic.error(
                                "plan.downtime",
                                "--no-downtime was asked for, and " + step.label() + " means "
                                        + step.interruption().replace('-', ' ')
                                        + (step.estimate().isEmpty() ? "" : ", " + step.estimate()))
                        .suggest("leave --no-downtime out to accept that"))
                .toList();
    }
}
