package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the official loader makes of the same lines. */
class EnvFileTest {

    private static EnvFiles.Read read(String text) {
        return EnvFiles.read("x.env", text.getBytes(StandardCharsets.UTF_8), Map.of("GIVEN", "given"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "V=x                | x",
                "V = x y            | x y",
                "V: x               | x",
                "export V=x         | x",
                "V=a#b              | a#b",
                "V=a #b             | a",
                "V= # b             | # b",
                "V='a #b'           | a #b",
                "V=\"a\" # b        | a",
                "V='$GIVEN \\n'      | $GIVEN \\n",
                "V='it\\'s'          | it's",
                "V=\"${GIVEN}\\tx\"   | given\tx",
                "V=\"\\$GIVEN\"       | $GIVEN",
                "V=\"\\0101\"         | A",
                "V=$$GIVEN          | $GIVEN",
                "V=${NO:-d}         | d",
                "V=a\"b\"            | a\"b\"",
                "V.a-b[0]=x         | ",
                "A='1' V=2          | 2",
            })
    void readsALineAsTheOfficialLoaderDoes(String line, String expected) {
        EnvFiles.Read read = read(line + "\n");
        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.values().get("V")).isEqualTo(expected);
    }

    @Test
    void aQuotedValueMaySpanLinesAndANameAloneTakesWhatIsGiven() {
        assertThat(read("A=\"one\ntwo\"\nGIVEN\nNO\nB=$A").values())
                .isEqualTo(Map.of("A", "one\ntwo", "GIVEN", "given", "B", "one\ntwo"));
    }

    @Test
    void whatIsGivenWinsOverTheFilesOwnAndLaterLinesOverEarlierOnes() {
        assertThat(read("GIVEN=own\nA=$GIVEN\nA=${A}2\n").values()).isEqualTo(Map.of("GIVEN", "own", "A", "given2"));
    }

    @Test
    void mistakesAreSaidWithTheirLineAndWithoutTheirValue() {
        assertThat(read("A=1\nB C=secret\nD='secret\n").diagnostics())
                .hasSize(2)
                .noneMatch(d -> d.message().contains("secret"))
                .extracting(Diagnostic::position)
                .extracting(String::valueOf)
                .containsExactly("x.env:2:1", "x.env:3:1");
    }

    @Test
    void anEnvironmentsNameWithoutAValueTakesTheFilesAway() {
        Folders folder = Folders.of(
                "compose.yaml",
                Loading.web("env_file: [a.env, b.env]\nenvironment: [NO, OWN=1]"),
                "a.env",
                "NO=1\nA=a",
                "b.env",
                "B=$A-$OWN");
        assertThat(folder.service("web", "compose.yaml").process().environment())
                .containsOnlyKeys("A", "B", "OWN")
                .hasEntrySatisfying("B", b -> assertThat(b.reveal()).isEqualTo("a-1"));
    }
}
