package io.portolan.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What really answers one who asks: packets to every address and port, and names. */
final class Probe {
    /** @param command that runs its arguments where the questions are to be asked */
    record Source(String name, List<String> command) {
        static Source in(String container) {
            return new Source(container, List.of("docker", "exec", container));
        }
    }

    private Probe() {}

    /** Lines of {@code probe.py}, each with the source before it. */
    static Set<String> ask(
            Source source,
            Duration patience,
            Collection<String> addresses,
            Collection<Integer> ports,
            Collection<String> names) {
        List<String> command = new ArrayList<>(source.command());
        command.addAll(List.of("python3", "-c", ReachScene.script("probe.py")));
        command.add(String.valueOf(patience.toMillis() / 1000.0));
        command.add(String.join(",", addresses));
        command.add(String.join(",", ports.stream().map(String::valueOf).toList()));
        command.add(String.join(",", names));
        Set<String> answers = new TreeSet<>();
        Shell.run(Map.of("DOCKER_HOST", Lab.endpoint()), Duration.ofMinutes(3), command)
                .ok()
                .out()
                .lines()
                .map(line -> source.name() + " " + line)
                .forEach(answers::add);
        return answers;
    }
}
