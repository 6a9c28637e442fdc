package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamingTest {
    private static final String INSTANCE = "1F2E3D4C-0000-4000-8000-000000000000";

    @Test
    void ingressSortsBeforeStacksAndStacksBeforeDestinations() {
        assertThat(Stream.of(
                        Naming.ingressNetwork(INSTANCE),
                        Naming.stackNetwork(INSTANCE, "zzz"),
                        Naming.destinationNetwork(INSTANCE, "aaa")))
                .isSorted()
                .startsWith("ptl-1f2e3d-0-ingress");
    }

    @Test
    void containerNamesComeApartAgain() {
        String name = Naming.container("blog-x1", "My.Service", 12, "0123456789abcdef");
        assertThat(name).isEqualTo("blog-x1.my.service.12.01234567");
        assertThat(Naming.parse(name)).contains(new Naming.ContainerName("blog-x1", "my.service", 12, "01234567"));
    }

    @Test
    void otherNamesAreNotTakenForStackContainers() {
        assertThat(Naming.parse(Naming.proxyContainer(INSTANCE, "0123456789abcdef")))
                .isEmpty();
        assertThat(Naming.parse("wordpress")).isEmpty();
    }

    @Test
    void noVolumeOfAFileHasTheNameOfTheFilesVolume() {
        assertThat(Naming.filesVolume("blog-x1")).isNotEqualTo(Naming.volume("blog-x1", "files"));
    }

    @Test
    void anInstanceWithoutEnoughDigitsStillHasAPrefix() {
        assertThat(Naming.prefix("xyz")).isEqualTo("ptl-000000");
    }
}
