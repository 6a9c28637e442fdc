package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Resource;
import io.portolan.model.Diagnostic;
import java.util.List;

/** Asks for plans. */
final class Planning {
    private final ApiClient api;
    private final Resource environment;

    Planning(ApiClient api, Resource environment) {
        this.api = api;
        this.environment = environment;
    }

    Plan plan(PlanRequest request) {
        JsonNode plan = api.post(environment.slash("stacks", request.stack(), "plans"), request.body());
        return Plan.read(plan, request);
    }

    /** One error for each step that interrupts something. */
    static List<Diagnostic> downtime(Plan plan) {
        return plan.interruptions().stream()
                .map(step -> Diagnostic.error(
                                "plan.downtime",
                                "--no-downtime was asked for, and " + step.label() + " means "
                                        + step.interruption().replace('-', ' '))
                        .suggest("leave --no-downtime out to accept that"))
                .toList();
    }
}
