package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
    private static final Map<String, String> VARIABLES = Map.of("A", "one", "EMPTY", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "$A                 | one",
                "${A}               | one",
                "x${A}y             | xoney",
                "${A:-two}          | one",
                "${NO:-two}         | two",
                "${EMPTY:-two}      | two",
                "${EMPTY-two}       | ''",
                "${NO-two}          | two",
                "${A:+two}          | two",
                "${EMPTY:+two}      | ''",
                "${EMPTY+two}       | two",
                "${NO+two}          | ''",
                "${A:?must be}      | one",
                "${EMPTY?must be}   | ''",
                "${NO:-${A}}        | one",
                "${NO:-${N2:-$A}!}  | one!",
                "${NO:-a:b-c?d}     | a:b-c?d",
                "$$A                | $A",
                "$${A}              | ${A}",
                "$(date) $1 $? $    | $(date) $1 $? $",
                "a$                 | a$",
                "$NO!               | !",
            })
    void fillsEveryFormAsTheOfficialLoaderDoes(String written, String expected) {
        String yaml = Loading.web("environment:\n  V: '" + written + "'");

        ComposeResult result = ComposeLoader.load(Loading.bundle(yaml), ComposeOptions.of(VARIABLES));

        assertThat(result.spec().orElseThrow().services().getFirst().process().environment())
                .containsEntry("V", new Secret(expected));
    }

    @Test
    void warnsOnceForEachVariableThatIsNotSet() {
        assertThat(Loading.codes(Loading.web("environment:\n  V: $NO\n  W: ${NO}$NO2")))
                .containsExactly("compose.unset-variable", "compose.unset-variable");
    }

    @Test
    void refusesAMissingRequiredVariableWithItsMessage() {
        Diagnostic found = Loading.only(Loading.web("environment:\n  V: ${A:?give me A}"));

        assertThat(found.code()).isEqualTo("compose.required-variable");
        assertThat(found.message())
                .isEqualTo("services.web.environment.V: the variable \"A\" is required and not set: give me A");
        assertThat(String.valueOf(found.position())).isEqualTo("compose.yaml:5:10");
    }

    @Test
    void neverShowsWhatStandsInAVariable() {
        String yaml = Loading.web("mem_limit: ${S}\nenvironment:\n  V: ${NO:?${S}}\nports:\n  - ${S}\nrestart: ${S}");

        ComposeResult result = ComposeLoader.load(Loading.bundle(yaml), ComposeOptions.of(Map.of("S", "hunter2")));

        assertThat(result.diagnostics()).hasSize(4).noneMatch(d -> d.toString().contains("hunter2"));
    }

    @ParameterizedTest
    @CsvSource({"${A", "${}", "${1}", "${A:x}", "${A b}", "${-x}"})
    void refusesWhatIsNoVariable(String written) {
        assertThat(Loading.only(Loading.web("user: '" + written + "'")).code())
                .isEqualTo("compose.invalid-interpolation");
    }

    @Test
    void readsDefaultsFromTheBundlesEnvFileBelowWhatIsGiven() {
        String yaml = Loading.web("environment:\n  V: $A-$B-$C");
        String env = "A=file\n# no\nexport B='single $A' # yes\nC=\"double ${A} \\\"q\\\"\" \nD\n";

        ComposeResult result =
                ComposeLoader.load(Loading.bundle(yaml, Map.of(".env", env)), ComposeOptions.of(Map.of("A", "given")));

        assertThat(result.spec().orElseThrow().services().getFirst().process().environment())
                .containsEntry("V", new Secret("given-single $A-double given \"q\""));
    }

    @Test
    void leavesKeysAlone() {
        assertThat(Loading.service("labels:\n  $A: b").labels()).containsEntry("$A", "b");
    }
}
