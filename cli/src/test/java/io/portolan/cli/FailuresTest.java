package io.portolan.cli;

import static io.portolan.cli.Documents.BLOG;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.cli.Shell.Ran;
import io.portolan.cli.client.Json;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    @TempDir
    Path folder;

    private final FakeDaemon daemon = new FakeDaemon();

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void daemonThatIsNotThereIsFourAndSaysHowToStartIt() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + free;
        Ran ran = new Shell(folder).env("PORTOLAN_URL", url).run("status", "--json");
        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.err()).isEqualTo("error: the daemon is not reachable at " + url + """
                 [daemon.unreachable]
                    → start it with "portolan up", or name another one in PORTOLAN_URL
                """);
        assertThat(Json.parse(ran.out()).path("diagnostics").get(0).path("code").asText())
                .isEqualTo("daemon.unreachable");
    }

    @Test
    void somethingElseThatAnswersIsNotTakenForTheDaemon() {
        daemon.answer("GET /api/v1/status", new FakeDaemon.Canned(404, "text/html", "<h1>nginx</h1>"));
        Ran ran = Shell.on(daemon, folder).run("status");
        assertThat(ran.exitCode()).isEqualTo(4);
        assertThat(ran.err()).contains("does not speak as Portolan does (HTTP status 404)");
    }

    @Test
    void problemsWithoutDiagnosticsShowTheirDetail() {
        Ran ran = Shell.on(daemon, folder).run("stack", "show", "blog");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("error: nothing at GET " + BLOG + "\n");
    }

    @Test
    void refusedTokenNamesWhereItCameFrom() {
        daemon.problem("GET /api/v1/status", 401, "{\"title\":\"Unauthorized\",\"status\":401}");
        Ran ran = Shell.on(daemon, folder).run("status");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .contains("does not accept the token from PORTOLAN_TOKEN")
                .doesNotContain(FakeDaemon.TOKEN);
    }

    @Test
    void whatIsNotThereYetIsWrongUse() throws Exception {
        Shell shell = Shell.on(daemon, folder);
        assertThat(shell.run("stack", "publish", "blog", "db").exitCode()).isEqualTo(2);
        assertThat(shell.run().exitCode()).isEqualTo(2);
        Ran ran = shell.run("stack", "--json");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("name one of plan, deploy, ls");
        assertThat(Json.parse(ran.out()).path("title").asText()).isEqualTo("Wrong use");
        assertThat(daemon.requests()).isEmpty();
    }

    @Test
    void wrongUseIsToldInWordsOfThisProgram() {
        Shell shell = Shell.on(daemon, folder);
        assertThat(shell.run("stakc", "ls").err())
                .startsWith("error: there is no command \"stakc\" here\n    → did you mean stack or ")
                .endsWith("? If not, see \"portolan --help\"\n");
        assertThat(shell.run("stack", "show", "a", "b").err()).startsWith("error: there is no argument \"b\" here\n");
        assertThat(shell.run("stack", "show", "a", "--al").err())
                .startsWith("error: there is no option \"--al\" here\n");
        assertThat(shell.run("stack").err()).startsWith("error: which command?\n");
    }

    @Test
    void whatADiagnosticNamesIsNotNamedTwice() {
        daemon.problem("GET /api/v1/status", 409, """
                {"title":"x","status":409,"diagnostics":[{"severity":"error","code":"a.b","resource":"blog.db.1",\
                "message":"blog.db.1 ended"}]}""");
        assertThat(Shell.on(daemon, folder).run("status").err()).isEqualTo("error: blog.db.1 ended [a.b]\n");
    }

    @Test
    void noStackTraceUnlessDebugged() {
        daemon.json("GET /api/v1/status", 200, "[1]").json("GET " + BLOG, 200, "{\"services\":[{\"containers\":[]}]}");
        Ran ran = Shell.on(daemon, folder).env("PORTOLAN_DEBUG", "1").run("stack", "show", "nothing");
        assertThat(ran.err()).contains("\tat io.portolan.cli");
        assertThat(Shell.on(daemon, folder).run("stack", "show", "nothing").err())
                .doesNotContain("\tat ");
    }

    @Test
    void withoutVariablesTheDataFolderTellsUrlAndToken() throws Exception {
        daemon.json("GET /api/v1/routes", 200, "{\"items\":[],\"next\":null}");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("other.token"), "from-file\n");
        Files.writeString(
                data.resolve("client.json"), "{\"url\":\"" + daemon.url() + "\",\"tokenFile\":\"other.token\"}");
        Ran ran = new Shell(folder).env("PORTOLAN_DATA", data.toString()).run("route", "ls");
        assertThat(ran.out()).as(ran.err()).isEqualTo("no routes yet\n");
        assertThat(daemon.last("GET /api/v1/routes").authorization()).isEqualTo("Bearer from-file");
    }

    @Test
    void usersDataFolderIsTheDefaultAndHoldsTheToken() throws Exception {
        daemon.json("GET /api/v1/routes", 200, "{\"items\":[],\"next\":null}");
        Path data = Files.createDirectories(folder.resolve(".local/share/portolan"));
        Files.writeString(data.resolve("admin.token"), "mine");
        new Shell(folder).env("PORTOLAN_URL", daemon.url()).run("route", "ls");
        assertThat(daemon.last("GET /api/v1/routes").authorization()).isEqualTo("Bearer mine");
    }

    @Test
    void theLocalTokenIsNeverSentToAnotherMachine() throws Exception {
        Path data = Files.createDirectories(folder.resolve(".local/share/portolan"));
        Files.writeString(data.resolve("admin.token"), "mine");
        var settings = new io.portolan.cli.client.ConnectionSettings(
                java.util.Map.of("PORTOLAN_URL", "https://portolan.example.com/"), "somebody", folder);
        assertThat(settings.find().token()).isEmpty();
        assertThat(settings.find().url()).hasToString("https://portolan.example.com");
    }
}
