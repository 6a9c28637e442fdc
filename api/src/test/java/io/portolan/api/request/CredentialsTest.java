package io.portolan.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.engine.service.Refused;
import io.portolan.model.Secret;
import io.portolan.model.route.Credential;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    @Test
    void bothHashesAreOfThePassword() throws Exception {
        Credential ada = Credentials.of("ada", new Secret("geheim:ü"));

        assertThat(OpenBSDBCrypt.checkPassword(ada.bcrypt(), "geheim:ü".toCharArray()))
                .isTrue();
        assertThat(ada.bcrypt()).startsWith("$2b$10$");
        String header = Base64.getEncoder().encodeToString("ada:geheim:ü".getBytes(StandardCharsets.UTF_8));
        assertThat(ada.digest())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest((ada.salt() + header).getBytes(StandardCharsets.US_ASCII))));
        assertThat(ada.toString()).doesNotContain(ada.digest(), ada.bcrypt());
    }

    @Test
    void theSamePasswordIsAnotherSecretEachTime() {
        Credential once = Credentials.of("ada", new Secret("x"));
        Credential again = Credentials.of("ada", new Secret("x"));

        assertThat(once.salt()).isNotEqualTo(again.salt());
        assertThat(once.digest()).isNotEqualTo(again.digest());
        assertThat(once.bcrypt()).isNotEqualTo(again.bcrypt());
    }

    @Test
    void refusesWhatAHeaderOrAHashCannotHold() {
        assertThatThrownBy(() -> Credentials.of("a:b", new Secret("x"))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Credentials.of("", new Secret("x"))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Credentials.of("ada", new Secret(""))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Credentials.of("ada", new Secret("x\ny"))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Credentials.of("ada", new Secret("ü".repeat(37))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("74 bytes")
                .hasMessageNotContaining("üü");
    }
}
