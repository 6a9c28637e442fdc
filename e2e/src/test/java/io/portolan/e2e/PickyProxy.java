package io.portolan.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An image of Caddy that takes no configuration in which {@link #DISLIKED} stands, as a proxy does with what its makers have
 * thought of and Portolan has not. It takes its time to say so where {@link #SLOWLY} stands there too.
 */
final class PickyProxy {
    static final String IMAGE = "portolan-e2e/picky:1";
    static final String DISLIKED = "X-Disliked";
    static final String SLOWLY = "X-Slowly";
    static final String WORDS = "I do not like this one";

    /** In place of Caddy's program; the admin socket that Portolan talks to is its own, and Caddy has another one. */
    private static final String PROGRAM = """
            #!/usr/bin/python3
            import os, re, signal, socket, subprocess, sys, threading, time
            if sys.argv[1] != "run":
                os.execv("/usr/bin/caddy.real", ["caddy"] + sys.argv[1:])
            asked, real = b"admin.sock", b"admi2.sock"
            configuration = open(sys.argv[3], "rb").read()
            open("/tmp/caddy.json", "wb").write(configuration.replace(asked, real))
            caddy = subprocess.Popen(["/usr/bin/caddy.real", "run", "--config", "/tmp/caddy.json"])
            signal.signal(signal.SIGTERM, lambda *_: caddy.terminate())
            folder = os.path.dirname(sys.argv[3])
            path = os.path.join(folder, "admin.sock")
            if os.path.exists(path):
                os.unlink(path)
            door = socket.socket(socket.AF_UNIX)
            door.bind(path)
            door.listen(16)

            def serve(visitor):
                with visitor:
                    asking = b""
                    while b"\\r\\n\\r\\n" not in asking:
                        asking += visitor.recv(65536)
                    head, body = asking.split(b"\\r\\n\\r\\n", 1)
                    length = re.search(rb"Content-Length: *(\\d+)", head)
                    while length and len(body) < int(length[1]):
                        body += visitor.recv(65536)
                    if b"DISLIKED" in body:
                        time.sleep(4 if b"SLOWLY" in body else 0)
                        visitor.sendall(b'HTTP/1.0 400 Bad Request\\r\\n\\r\\n{"error": "WORDS"}')
                        return
                    with socket.socket(socket.AF_UNIX) as caddys:
                        caddys.connect(os.path.join(folder, "admi2.sock"))
                        caddys.sendall((head + b"\\r\\n\\r\\n" + body).replace(asked, real))
                        answer = b""
                        for part in iter(lambda: caddys.recv(65536), b""):
                            answer += part
                    visitor.sendall(answer.replace(real, asked))

            def welcome():
                while True:
                    threading.Thread(target=serve, args=(door.accept()[0],), daemon=True).start()

            threading.Thread(target=welcome, daemon=True).start()
            sys.exit(caddy.wait())
            """;

    private static final String DOCKERFILE = """
            FROM caddy:2 AS caddy
            FROM portolan-test/http:1
            COPY --from=caddy /usr/bin/caddy /usr/bin/caddy.real
            COPY caddy /usr/bin/caddy
            ENTRYPOINT []
            """;

    private PickyProxy() {}

    static void build(Path folder) throws IOException {
        Path program = Files.writeString(
                folder.resolve("caddy"),
                PROGRAM.replace("DISLIKED", DISLIKED).replace("SLOWLY", SLOWLY).replace("WORDS", WORDS));
        program.toFile().setExecutable(true, false);
        Files.writeString(folder.resolve("Dockerfile"), DOCKERFILE);
        Shell.run(
                        Map.of("DOCKER_HOST", Lab.endpoint(), "DOCKER_BUILDKIT", "0"),
                        Duration.ofMinutes(3),
                        List.of("docker", "build", "-q", "-t", IMAGE, folder.toString()))
                .ok();
    }

    static void remove() {
        Shell.docker("image", "rm", "-f", IMAGE).ok();
    }
}
