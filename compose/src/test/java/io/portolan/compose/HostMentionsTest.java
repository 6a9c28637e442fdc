package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.stack.HostMention;
import io.portolan.model.stack.StackSpec;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Files that a deploy brings and a service reads may call the host by its name. */
class HostMentionsTest {
    private static final String NAME = "host.docker.internal";
    private static final String YAML = """
            services:
              web:
                image: nginx:1
                configs: [inline, quiet]
                secrets: [key]
                volumes: ["./conf:/conf:ro", "data:/data"]
              whole:
                image: nginx:1
                volumes: ["./:/app"]
              other:
                image: nginx:1
                environment: {URL: "http://host.docker.internal"}
                configs: [quiet]
            configs:
              inline: {content: "to = http://host.docker.internal:3000"}
              quiet: {content: "to = http://db:3000"}
            secrets:
              key: {environment: KEY}
            volumes:
              data:
            """;

    private static List<HostMention> mentions(String... more) {
        String[] files = {
            "compose.yaml", YAML, ".env", "KEY=u:p@%s:5432".formatted(NAME), "conf/a/site.conf", NAME + ":80"
        };
        String[] all = new String[files.length + more.length];
        System.arraycopy(files, 0, all, 0, files.length);
        System.arraycopy(more, 0, all, files.length, more.length);
        return Folders.of(all)
                .load("compose.yaml")
                .spec()
                .map(StackSpec::hostMentions)
                .orElseThrow();
    }

    @Test
    void areFoundInConfigsSecretsAndMountedFilesOfWhoReadsThem() {
        assertThat(mentions())
                .contains(
                        new HostMention("web", "config inline", OptionalInt.of(3000)),
                        new HostMention("web", "secret key", OptionalInt.of(5432)),
                        new HostMention("web", "file conf/a/site.conf", OptionalInt.of(80)),
                        new HostMention("whole", "file conf/a/site.conf", OptionalInt.of(80)))
                .noneMatch(m -> m.service().equals("other"));
    }

    @Test
    void theComposeFileItselfIsForAllServicesAndTellsNothing() {
        assertThat(mentions()).noneMatch(m -> m.where().contains("compose.yaml"));
    }

    @Test
    void whatIsLargeIsData() {
        String large = "x".repeat(300_000) + " " + NAME;
        assertThat(mentions("conf/large", large)).noneMatch(m -> m.where().contains("large"));
    }
}
