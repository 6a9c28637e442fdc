package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineAdviceTest {
    private static final String DEFAULT = "unix:///var/run/docker.sock";
    private static final Machine BARE = new Machine(true, true, false, false);

    private static EngineAdvice at(Machine machine) {
        return new EngineAdvice(machine, DEFAULT);
    }

    @Test
    void installsAsRootOnDebian() {
        assertThat(at(BARE).refusal()).isEmpty();
        assertThat(at(BARE).text())
                .contains("apt-get install -y --no-install-recommends docker.io iptables iproute2")
                .contains("setsid dockerd")
                .contains("portolan up --install-engine");
    }

    @Test
    void startsTheServiceWhereThereIsSystemd() {
        assertThat(at(new Machine(true, true, true, false)).text())
                .contains("systemctl enable --now docker")
                .doesNotContain("setsid");
    }

    @Test
    void onlyStartsWhatIsInstalled() {
        Machine installed = new Machine(true, false, false, true);
        assertThat(at(installed).refusal()).isEmpty();
        assertThat(at(installed).text())
                .contains("setsid dockerd", "up --install-engine")
                .doesNotContain("apt-get");
    }

    @Test
    void othersThanRootAreToldToBecomeIt() {
        Machine person = new Machine(false, true, false, false);
        assertThat(at(person).refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("only root"));
        assertThat(at(person).text()).contains("as root");
    }

    @Test
    void knowsNoPackagesButDebians() {
        Machine other = new Machine(true, false, true, false);
        assertThat(at(other).refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("Debian's packages only"));
        assertThat(at(other).text())
                .contains("your distribution's packages")
                .doesNotContain("apt-get")
                .doesNotContain("--install-engine");
    }

    @Test
    void installsNothingWhereItWouldNotHelp() {
        EngineAdvice elsewhere = new EngineAdvice(BARE, "unix:///srv/docker.sock");
        assertThat(elsewhere.refusal())
                .hasValueSatisfying(why -> assertThat(why).contains("not at unix:///srv/docker.sock"));
        assertThat(elsewhere.text()).doesNotContain("apt-get").contains("leave --docker away");
        assertThat(new EngineAdvice(BARE, "unix:///run/docker.sock").refusal()).isEmpty();
    }
}
