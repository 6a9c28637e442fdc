package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemdServiceTest {
    @Test
    void theUnitQuotesItsArgumentsAndNeverGivesUp() {
        assertThat(SystemdService.unitText(List.of("/opt/a b/java", "--x=100%", "$HOME")))
                .contains("ExecStart=\"/opt/a b/java\" \"--x=100%%\" \"$$HOME\"\n")
                .contains("StartLimitIntervalSec=0\n");
    }

    @Test
    void eachDataFolderHasAUnitOfItsOwn() {
        assertThat(SystemdService.unitName(Path.of("/var/lib/portolan"))).isEqualTo("portolan.service");
        assertThat(SystemdService.unitName(Path.of("/srv/p")))
                .isNotEqualTo(SystemdService.unitName(Path.of("/srv/q")))
                .matches("portolan-[0-9a-f]+\\.service");
    }

    @Test
    void aUnitThatWaitsToBeStartedAgainIsNotOver() {
        assertThat(SystemdService.fate(List.of("NRestarts=3", "ActiveState=activating")))
                .isEqualTo(new Service.Fate(3, false));
        assertThat(SystemdService.fate(List.of("NRestarts=0", "ActiveState=failed")))
                .isEqualTo(new Service.Fate(0, true));
    }
}
