package io.portolan.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.port.RuntimeFault;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookupsTest {
    @Test
    void whatTheEngineCouldNotDoIsNoMistakeOfTheRequestAndHasTheCodeThatADeployGivesIt() {
        Map<RuntimeFault.Kind, String> expected = Map.of(
                RuntimeFault.Kind.UNREACHABLE, "UNREACHABLE engine.unreachable",
                RuntimeFault.Kind.NOT_FOUND, "NOT_FOUND engine.not-found",
                RuntimeFault.Kind.CONFLICT, "CONFLICT engine.conflict",
                RuntimeFault.Kind.IMAGE_NOT_FOUND, "ENGINE image.not-found",
                RuntimeFault.Kind.REGISTRY_UNREACHABLE, "UNREACHABLE image.registry-unreachable",
                RuntimeFault.Kind.DISK_FULL, "DISK_FULL disk.full",
                RuntimeFault.Kind.REFUSED, "ENGINE engine.refused");
        for (RuntimeFault.Kind kind : RuntimeFault.Kind.values()) {
            Refused refused = Lookups.refused(new RuntimeFault(kind, "why"));
            assertThat(refused.kind() + " " + refused.diagnostics().getFirst().code())
                    .isEqualTo(expected.get(kind));
        }
    }
}
