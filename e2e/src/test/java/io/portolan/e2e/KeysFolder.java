package io.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Compose file and what the engine is to have of it. {@code inspect.json} names parts of what {@code docker inspect}
 * says of {@code containers}, {@code networks} and {@code volumes}; what commands print {@code inside} of services;
 * {@code domains} at which services answer; and what commands find in volumes once the stack is {@code stopped}. A
 * deploy that is {@code refused} says why; one with a key of a newer engine, {@code since}, does so on an older one.
 * What the engine {@code needs} for a folder is an option of {@code docker run} that works.
 */
record KeysFolder(Path path, JsonNode expected) {
    private static final Path ALL = Lab.repository().resolve("e2e/src/test/resources/keys");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)(?::([^}]+))?}");

    static List<KeysFolder> all() {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.sorted().map(KeysFolder::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeysFolder read(Path folder) {
        try {
            return new KeysFolder(
                    folder, JsonMapper.builder().build().readTree(Files.readString(folder.resolve("inspect.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path compose() {
        return path.resolve("compose.yaml");
    }

    String name() {
        return path.getFileName().toString();
    }

    String stack() {
        return "keys-" + name();
    }

    JsonNode part(String name) {
        return expected.path(name);
    }

    /** All that differs between what is written here and what the engine has. */
    List<String> differences(DeployedStack stack, Map<String, String> variables) {
        UnaryOperator<String> fill = text -> fill(text, stack, variables);
        List<String> found = new ArrayList<>();
        part("containers")
                .properties()
                .forEach(c -> found.addAll(
                        JsonSubset.differences(c.getKey(), c.getValue(), stack.container(c.getKey()), fill)));
        part("networks")
                .properties()
                .forEach(n -> found.addAll(JsonSubset.differences(
                        "network " + n.getKey(), n.getValue(), stack.network(n.getKey()), fill)));
        part("volumes")
                .properties()
                .forEach(v -> found.addAll(
                        JsonSubset.differences("volume " + v.getKey(), v.getValue(), stack.volume(v.getKey()), fill)));
        for (Map.Entry<String, JsonNode> service : part("inside").properties()) {
            for (Map.Entry<String, JsonNode> command : service.getValue().properties()) {
                String wanted = fill.apply(command.getValue().asText());
                String printed = stack.inside(service.getKey(), command.getKey());
                if (!wanted.equals(printed)) {
                    found.add("%s: %s%n  expected %s%n  but it prints %s"
                            .formatted(service.getKey(), command.getKey(), wanted, printed));
                }
            }
        }
        return found;
    }

    /** Ids and names of the engine, by what the file calls the thing; and the variables of the file. */
    private static String fill(String text, DeployedStack stack, Map<String, String> variables) {
        return PLACEHOLDER.matcher(text).replaceAll(m -> {
            String of = m.group(2) == null ? "" : m.group(2);
            return Matcher.quoteReplacement(
                    switch (m.group(1)) {
                        case "container" -> stack.containerName(of);
                        case "id" -> stack.container(of).path("Id").asText();
                        case "address" -> stack.address(of);
                        case "network" -> stack.networkName(of);
                        case "volume" -> stack.volumeName(of);
                        case "slug" -> stack.slug();
                        case "destination" -> stack.destination();
                        default -> variables.getOrDefault(m.group(1), m.group());
                    });
        });
    }

    @Override
    public String toString() {
        return name();
    }
}
