package io.portolan.cli;

import static io.portolan.cli.Documents.BLOG;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.cli.Shell.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkCommandsTest {
    private static final String LINKS = FakeDaemon.ENV + "/links";
    private static final String TWO = """
            {"items": [
              {"id": "l1", "consumer": {"stack": "shop", "service": "web"}, "provider": {"stack": "base", "service": "db"},
               "containerPort": "5432/tcp", "network": "n1", "host": "db.base-1f2e3", "variables": ["DB_HOST", "DB_URL"],
               "status": "live", "detail": "", "createdAt": "2026-03-01T12:00:00Z"},
              {"id": "l2", "consumer": {"stack": "shop", "service": "web"}, "provider": {"stack": "base", "service": "cache"},
               "containerPort": "53/udp", "network": "n2", "host": "", "variables": [], "status": "broken",
               "detail": "there is no base:cache", "createdAt": "2026-03-01T12:00:00Z"}],
             "next": null}""";

    @TempDir
    Path folder;

    private final FakeDaemon daemon = new FakeDaemon();

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Ran run(String... arguments) {
        return Shell.on(daemon, folder).run(arguments);
    }

    @Test
    void listSaysWhoIsLinkedAndWhatItIsGiven() {
        daemon.json("GET " + LINKS, 200, TWO);
        assertThat(run("link", "ls").out()).isEqualTo("""
                LINKED    TO          AT                  STATE   VARIABLES
                shop:web  base:db     db.base-1f2e3:5432  live    DB_HOST, DB_URL
                shop:web  base:cache  -                   broken  -
                          there is no base:cache
                """);
    }

    @Test
    void removeFindsTheOneThatIsMeant() {
        daemon.json("GET " + LINKS, 200, TWO).json("DELETE " + LINKS + "/l1", 204, "");
        assertThat(run("link", "rm", "shop:web", "base:db").out())
                .isEqualTo("shop:web is not linked to base:db any more\n");
        Ran both = run("link", "rm", "shop", "base");
        assertThat(both.exitCode()).isEqualTo(3);
        assertThat(both.err()).contains("there are 2 links from shop to base", "portolan link rm shop:web base:db");
        assertThat(run("link", "rm", "shop:web", "other").err())
                .contains("there is no link from shop:web to other", "portolan link ls");
    }

    @Test
    void addPlansTheConsumersDeployAndRefusesWhatIsNoLink() {
        daemon.json("POST " + BLOG + "/links/plans", 200, Documents.PLAN_INTERRUPTING);
        Ran declined = run("link", "add", "blog:wordpress", "base:db", "--as", "DATABASE", "--no-downtime");
        assertThat(declined.exitCode()).isEqualTo(3);
        assertThat(declined.err()).contains("--no-downtime was asked for");
        assertThat(run("link", "add", "Blog", "base").exitCode()).isEqualTo(2);
        assertThat(run("stack", "plan", "-f", "x.yaml", "--name", "a", "--link", "web")
                        .err())
                .contains("is not SERVICE=STACK[:SERVICE]");
    }
}
