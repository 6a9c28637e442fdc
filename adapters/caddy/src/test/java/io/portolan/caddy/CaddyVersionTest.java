package io.portolan.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.ProxyLimit;
import org.junit.jupiter.api.Test;

class CaddyVersionTest {
    @Test
    void readsWhatCaddyPrints() {
        assertThat(CaddyVersion.parse("v2.11.4 h1:XKxkMSYgHStghM6ZJ1dJZSQwRTqCSKjVTpLGZWC4Vz8=\n"))
                .isEqualTo(new CaddyVersion(2, 11));
        assertThat(CaddyVersion.parse("2.6.2")).isEqualTo(new CaddyVersion(2, 6));
        assertThat(CaddyVersion.parse("v2.10.0-beta.1")).isEqualTo(new CaddyVersion(2, 10));
        assertThat(CaddyVersion.parse("v3.0.0").trustsPeers()).isTrue();
    }

    @Test
    void takesWhatItCannotReadForTheOldest() {
        for (String words : new String[] {"", "(devel)", "unknown", "v2", "12345678.1"}) {
            assertThat(CaddyVersion.parse(words)).as(words).isEqualTo(CaddyVersion.OLDEST);
        }
    }

    @Test
    void knowsWhatOldOnesCannotDo() {
        assertThat(CaddyVersion.parse("v2.6.2").limits())
                .containsExactlyInAnyOrder(ProxyLimit.CHANGES_END_UPGRADES, ProxyLimit.TRUSTS_NO_PEERS);
        assertThat(CaddyVersion.parse("v2.7.6").limits()).containsExactly(ProxyLimit.TRUSTS_NO_PEERS);
        assertThat(CaddyVersion.parse("v2.8.0").limits()).isEmpty();
    }

    @Test
    void knowsWhatNewOnesCannotDo() {
        assertThat(CaddyVersion.parse("v2.11.4").limits()).containsExactly(ProxyLimit.CHANGES_RESET_CONNECTIONS);
    }
}
