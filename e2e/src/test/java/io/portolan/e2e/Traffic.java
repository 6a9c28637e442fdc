package io.portolan.e2e;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Visitors of a site, one request after the other on a connection that is kept, until it is closed. */
final class Traffic implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** @param code 0 if nobody answered, or the connection broke */
    record Answer(int code, String body) {}

    private final Portolan portolan;
    private final String host;
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final Thread visitor = Thread.ofVirtual().unstarted(this::visit);
    private volatile boolean closed;

    private Traffic(Portolan portolan, String host) {
        this.portolan = portolan;
        this.host = host;
    }

    static Traffic to(Portolan portolan, String host) {
        Traffic traffic = new Traffic(portolan, host);
        traffic.visitor.start();
        Portolan.eventually(
                "visitors of " + host + " are served", Duration.ofSeconds(10), () -> traffic.answers().stream()
                        .anyMatch(a -> a.code() == 200));
        return traffic;
    }

    private void visit() {
        while (!closed) {
            Optional<HttpResponse<String>> response = portolan.visit(host, "/");
            answers.add(new Answer(
                    response.map(HttpResponse::statusCode).orElse(0),
                    response.map(HttpResponse::body).orElse("")));
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    List<Integer> failures() {
        return answers.stream().map(Answer::code).filter(code -> code != 200).toList();
    }

    @Override
    public void close() {
        closed = true;
        try {
            visitor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
