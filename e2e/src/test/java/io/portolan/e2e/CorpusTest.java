package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Other people's files, all of them, through the offline check. */
@Tag("engine")
class CorpusTest {
    @Test
    void everyFileOfTheCorpusIsJudged() {
        Assumptions.assumeTrue(
                Lab.corpusRoot().isPresent(), "the corpus of Compose files is not beside the repository");
        Path corpus = Lab.corpusRoot().orElseThrow();

        Result checked = Shell.run(
                Map.of(),
                Duration.ofMinutes(3),
                Portolan.command(List.of("compose", "check", corpus.toString(), "--json")));

        assertThat(checked.exit()).isIn(0, 3);
        JsonNode files = checked.json().get("files");
        assertThat(files).hasSize(407);
        boolean refused = false;
        for (JsonNode file : files) {
            boolean ok = file.get("ok").asBoolean();
            refused |= !ok;
            boolean errors =
                    file.get("diagnostics").findValuesAsText("severity").contains("error");
            assertThat(errors).as(file.get("file").asText()).isEqualTo(!ok);
            if (ok) {
                assertThat(file.get("services").asInt()).as(file.toString()).isPositive();
            }
        }
        assertThat(checked.exit()).isEqualTo(refused ? 3 : 0);
    }
}
