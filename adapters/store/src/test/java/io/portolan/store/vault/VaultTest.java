package io.portolan.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.engine.store.StoreFault;
import io.portolan.engine.store.StoreFault.Kind;
import io.portolan.model.Secret;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final Place PLACE = new Place("generated_variables", "sealed_value", "s1/PASSWORD");

    private final Vault vault = new Vault(Vault.newKey());

    @Test
    void opensWhatItSealed() {
        assertThat(vault.openSecret(vault.seal(new Secret("größe"), PLACE), PLACE))
                .isEqualTo(new Secret("größe"));
        assertThat(vault.open(vault.seal(new byte[0], PLACE), PLACE)).isEmpty();
    }

    @Test
    void sameValueIsNeverSealedTheSameWay() {
        assertThat(vault.seal(new Secret("a"), PLACE)).isNotEqualTo(vault.seal(new Secret("a"), PLACE));
    }

    @Test
    void opensNowhereElse() {
        byte[] sealed = vault.seal(new Secret("a"), PLACE);
        for (Place other : new Place[] {
            new Place("plans", "sealed_value", "s1/PASSWORD"),
            new Place("generated_variables", "other", "s1/PASSWORD"),
            new Place("generated_variables", "sealed_value", "s2/PASSWORD")
        }) {
            assertFault(Kind.DAMAGED, () -> vault.open(sealed, other));
        }
    }

    @Test
    void everyChangedByteIsNoticed() {
        byte[] sealed = vault.seal(new Secret("a"), PLACE);
        for (int i = 1; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertFault(Kind.DAMAGED, () -> vault.open(changed, PLACE));
        }
        assertFault(Kind.DAMAGED, () -> vault.open(new byte[3], PLACE));
    }

    @Test
    void newerFormatIsRefused() {
        byte[] sealed = vault.seal(new Secret("a"), PLACE);
        sealed[0] = 2;
        assertFault(Kind.TOO_NEW, () -> vault.open(sealed, PLACE));
    }

    private static void assertFault(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StoreFault.class, fault -> assertThat(fault.kind())
                .isEqualTo(kind));
    }
}
