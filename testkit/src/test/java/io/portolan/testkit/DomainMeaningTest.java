package io.portolan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A host and path belong to one route, however they are written. */
class DomainMeaningTest {
    private static final List<String> LABELS = List.of("blog", "bücher", "кот", "例え", "a-b", "x1", "_acme");
    private static final List<String> STEPS = List.of("api", "v1", "café", "a b", "100%", "x;y", "~user", "#top");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** One meaning, and ways to write it. */
    private record Story(Random random, List<String> labels, List<String> path) {
        static Story of(long seed) {
            Random random = new Random(seed);
            List<String> labels = random.ints(1 + random.nextInt(3), 0, LABELS.size())
                    .mapToObj(LABELS::get)
                    .collect(Collectors.toList());
            labels.add("example");
            return new Story(
                    random,
                    labels,
                    random.ints(random.nextInt(3), 0, STEPS.size())
                            .mapToObj(STEPS::get)
                            .toList());
        }

        String written() {
            String host = labels.stream().map(this::label).collect(Collectors.joining("."));
            String steps = path.stream().map(this::step).collect(Collectors.joining(slash()));
            return any("http", "HTTP", "https", "Https") + "://" + host
                    + any("", ".")
                    + (path.isEmpty()
                            ? any("", "/", "//", "/./")
                            : any("/", "//", "/x/../") + steps + any("", "/", "//"));
        }

        private String slash() {
            return any("/", "//", "/./", "/y/../");
        }

        private String label(String label) {
            String spelled = random.nextBoolean() ? label : IDN.toASCII(label);
            return random.nextBoolean() ? spelled : spelled.toUpperCase(Locale.ROOT);
        }

        private String step(String step) {
            return step.chars()
                    .mapToObj(c -> {
                        boolean must = " %#".indexOf(c) >= 0;
                        return must || random.nextInt(4) == 0 ? encoded(Character.toString(c)) : Character.toString(c);
                    })
                    .collect(Collectors.joining());
        }

        private String encoded(String character) {
            StringBuilder text = new StringBuilder();
            for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                text.append((random.nextBoolean() ? "%%%02X" : "%%%02x").formatted(b));
            }
            return text.toString();
        }

        private String any(String... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isOneHoweverItIsWritten(long seed) {
        Story story = Story.of(seed);
        Domain first = DesiredSketch.domain(story.written());
        for (int i = 0; i < 10; i++) {
            String written = story.written();
            Domain again = DesiredSketch.domain(written);
            assertThat(again.claimsSameAs(first))
                    .as("%s and %s", first, written)
                    .isTrue();
        }
        assertThat(DesiredSketch.domain(first.url()))
                .as("read back from its URL")
                .isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isRefusedToASecondStack(long seed) {
        Story story = Story.of(seed);
        Plan plan = deployOfSecond(
                story.written().replaceFirst("(?i)^https", "http"),
                story.written().replaceFirst("(?i)^https", "http"));
        assertThat(plan.diagnostics()).extracting(Diagnostic::code).contains("route.taken");
        assertThat(plan.steps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com, http://example.com/api, true",
        "http://example.com/api, http://example.com, false",
        "http://example.com/api, http://example.com/apis, false",
        "http://example.com/api, http://example.com/api/v1, true",
        "http://*.example.com, http://blog.example.com, true",
        "http://*.example.com/api, http://blog.example.com, true",
        "http://blog.example.com, http://*.example.com, false",
        "http://*.example.com, http://a.blog.example.com, false",
        "http://*.example.com, http://example.com, false",
        "http://example.com, http://www.example.com, false",
    })
    void tellsWhoLosesAPartOfItsRequests(String there, String wanted, boolean told) {
        Plan plan = deployOfSecond(there, wanted);
        assertThat(plan.hasErrors()).isFalse();
        assertThat(plan.diagnostics().stream().anyMatch(d -> d.code().equals("route.takes-part")))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://straße.example",
                "http://example.com/a%2Fb",
                "http://example.com/a%0Ab",
                "http://example.com/%2e%2e/x",
                "http://example.com/a/%2e/x",
                "http://exa mple.com",
                "http://example..com",
                "http://-x.example",
                "http://*.*.example.com",
                "http://example.com:80",
                "http://user@example.com",
                "http://example.com?x",
            })
    void refusesWhatProgramsReadDifferently(String url) {
        assertThat(Domain.parse(url)).isInstanceOf(Domain.Parsed.Wrong.class);
    }

    private static Plan deployOfSecond(String there, String wanted) {
        DesiredSketch sketch = new DesiredSketch();
        for (String stack : List.of("first", "second")) {
            sketch.stack(stack).service("web").expose.add(80);
        }
        sketch.stack("first").domains.put(there, "web");
        sketch.stack("second").domains.put(wanted, "web");
        return Planner.plan(
                sketch.desired(), new Scope.OneStack("s-second"), new FakeWorld().observed(), sketch.facts());
    }
}
