package io.portolan.store.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.engine.store.PlanRecord;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.StoreFault;
import io.portolan.engine.store.StoreFault.Kind;
import io.portolan.model.Secret;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.StackSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
    @ParameterizedTest
    @ValueSource(classes = {Revision.Document.class, PlanRecord.Request.class})
    void everyValueIsReadBackAsItWasWritten(Class<?> type) {
        for (long seed = 0; seed < 300; seed++) {
            Object value = new RandomValues(seed).make(type);
            byte[] written = Documents.write(value, 1);
            assertThat(Documents.read(written, type, 1, "test"))
                    .as("seed %s", seed)
                    .isEqualTo(value);
        }
    }

    @Test
    void environmentKeepsItsOrder() {
        Map<String, Secret> environment = new LinkedHashMap<>();
        for (String name : List.of("Z", "A", "M", "B")) {
            environment.put(name, new Secret(name));
        }
        ProcessSpec none = ProcessSpec.ofImage();
        ProcessSpec process = new ProcessSpec(
                Optional.of(List.of()),
                none.entrypoint(),
                environment,
                none.user(),
                none.workingDir(),
                none.init(),
                true,
                false);
        ProcessSpec read = Documents.read(Documents.write(process, 1), ProcessSpec.class, 1, "test");
        assertThat(new ArrayList<>(read.environment().keySet())).containsExactly("Z", "A", "M", "B");
        assertThat(read.command()).as("cleared, not absent").contains(List.of());
    }

    @Test
    void storedNamesAreTheseForGood() {
        Mount mount = new Mount.Tmpfs("/run", OptionalLong.of(64), OptionalInt.empty());
        assertThat(new String(Documents.write(mount, 1), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"formatVersion\":1,\"body\":{\"type\":\"tmpfs\",\"target\":\"/run\",\"size\":64,\"mode\":null,\"options\":\"\"}}");
        Bundle bundle = Bundle.of("c.yaml", new byte[] {1, 2, 3});
        assertThat(new String(Documents.write(bundle, 1), StandardCharsets.UTF_8))
                .isEqualTo("{\"formatVersion\":1,\"body\":{\"composeFiles\":[\"c.yaml\"],\"files\":"
                        + "{\"c.yaml\":{\"mode\":420,\"content\":\"AQID\"}},\"grants\":{}}}");
    }

    @Test
    void aBundleOfBeforeThereWereGrantsHasNone() {
        byte[] old =
                "{\"formatVersion\":1,\"body\":{\"composeFiles\":[],\"files\":{}}}".getBytes(StandardCharsets.UTF_8);
        assertThat(Documents.read(old, Bundle.class, 1, "a bundle")).isEqualTo(Bundle.empty());
    }

    @Test
    void mountsOfEarlierVersionsAreRead() {
        for (Mount mount : List.of(
                new Mount.Volume("v", "/v", true, false),
                new Mount.Anonymous("/a", false),
                new Mount.Bind("/b", "/b", false, true, "rslave"),
                new Mount.BundlePath("f", "p", "/p", true, "d"),
                new Mount.Tmpfs("/t", OptionalLong.empty(), OptionalInt.of(1)))) {
            String written = new String(Documents.write(mount, 1), StandardCharsets.UTF_8);
            String earlier = written.replaceAll(",\"(subpath|recursive|options)\":\"\"", "")
                    .replace(",\"labels\":{}", "");
            assertThat(earlier).isNotEqualTo(written);
            assertThat(Documents.read(earlier.getBytes(StandardCharsets.UTF_8), Mount.class, 1, "test"))
                    .isEqualTo(mount);
        }
    }

    @Test
    void aFilesOwnerIsKept() {
        Bundle.File owned = new Bundle.File(new byte[] {1}, 0_440, 103, 104);
        Bundle bundle = new Bundle(
                List.of("c"), new TreeMap<>(Map.of("c", owned)), new TreeMap<>(Map.of("secrets/key/444-0-0", owned)));
        assertThat(Documents.read(Documents.write(bundle, 1), Bundle.class, 1, "a bundle"))
                .isEqualTo(bundle);
    }

    @Test
    void newerFormatIsRefusedBeforeItIsRead() {
        byte[] newer = "{\"formatVersion\":2,\"body\":{\"unheard\":\"of\"}}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Documents.read(newer, StackSpec.class, 1, "revision 3 of stack s1"))
                .isInstanceOfSatisfying(
                        StoreFault.class, f -> assertThat(f.kind()).isEqualTo(Kind.TOO_NEW))
                .hasMessageStartingWith(
                        "revision 3 of stack s1 was written by a newer Portolan (format 2, this one knows up to 1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"body\":{}}",
                "{\"formatVersion\":1}",
                "{\"formatVersion\":\"hunter2\",\"body\":{}}",
                "{\"formatVersion\":1,\"body\":{\"services\":\"hunter2\"}}",
                "{\"formatVersion\":1,\"body\":{\"hunter2\":[]}}"
            })
    void whatIsNoDocumentIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> Documents.read(text.getBytes(StandardCharsets.UTF_8), StackSpec.class, 1, "plan p1"))
                .isInstanceOfSatisfying(
                        StoreFault.class, f -> assertThat(f.kind()).isEqualTo(Kind.DAMAGED))
                .hasNoCause()
                .hasMessageStartingWith("plan p1 is not what Portolan writes")
                .hasMessageNotContaining("hunter2");
    }
}
