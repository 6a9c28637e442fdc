package io.portolan.compose.keys;

import io.portolan.compose.report.Located;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.model.Secret;
import io.portolan.model.stack.Hooks;
import io.portolan.model.stack.Hooks.Hook;
import java.util.ArrayList;
import java.util.List;

/** {@code post_start} and {@code pre_stop} (Compose specification, "post_start", "pre_stop"). */
final class HooksReader {
    private static final Vocabulary KEYS = Vocabulary.of("command", "user", "privileged", "working_dir", "environment");

    private final Reading reading;
    private final EnvironmentReader environment;
    private final ProcessReader process;

    HooksReader(Reading reading) {
        this.reading = reading;
        this.environment = new EnvironmentReader(reading);
        this.process = new ProcessReader(reading);
    }

    Hooks read(Mapping service) {
        return new Hooks(hooks(service, "post_start"), hooks(service, "pre_stop"));
    }

    private List<Hook> hooks(Mapping service, String key) {
        Values values = reading.values();
        List<Hook> all = new ArrayList<>();
        for (Node item : values.list(service, key)) {
            values.mapping(item).ifPresent(form -> {
                KEYS.check(form, reading.findings());
                List<Secret> command =
                        form.get("command").map(process::arguments).orElse(List.of());
                if (command.isEmpty()) {
                    Located at = form.get("command").<Located>map(n -> n).orElse(form);
                    reading.findings().error(at, "compose.invalid-value", "a hook needs a `command`");
                }
                all.add(new Hook(
                        command,
                        values.text(form, "user").orElse(""),
                        values.flag(form, "privileged"),
                        values.text(form, "working_dir").orElse(""),
                        environment.read(form)));
            });
        }
        return all;
    }
}
