package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.Middlewares;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stays open: WebSockets, event streams, large uploads and downloads. */
public abstract class StreamsContract extends ProxyContract {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMillis(2_500);
    private static final int MIB = 1 << 20;
    private static final int LARGE = 100;

    private String streams = "";

    protected StreamsContract(ProxySubject subject) {
        super(subject);
    }

    @BeforeAll
    void startAnApplicationThatStreams() {
        streams = world.script("streams.py");
        serve(route("http://streams.test", streams));
        awaitServed("streams.test");
    }

    @Test
    void passesWebSocketsBothWays() throws IOException {
        serve(route("http://one.test", first));

        try (WebSocket socket = new WebSocket(visitor(), "one.test")) {
            assertThat(socket.echo("hello")).isEqualTo("hello");
            assertThat(socket.echo("and again")).isEqualTo("and again");
        }
    }

    @Test
    void passesWebSocketsThroughAllMiddlewares() throws IOException {
        serve(route("http://one.test", Middlewares.none().limitedTo(10).compressing(), first));

        try (WebSocket socket = new WebSocket(visitor(), "one.test")) {
            assertThat(socket.echo("longer than ten bytes")).isEqualTo("longer than ten bytes");
        }
    }

    @Test
    void leavesASilentWebSocketOpen() throws IOException {
        serve(route("http://one.test", within(SOON, first)));

        try (WebSocket socket = new WebSocket(visitor(), "one.test")) {
            assertThat(socket.echo("before")).isEqualTo("before");
            LockSupport.parkNanos(SILENCE.toNanos());
            assertThat(socket.echo("after")).isEqualTo("after");
        }
    }

    @Test
    void passesEventsAsTheyCome() throws IOException {
        serve(
                route("http://one.test", first),
                route("http://two.test", Middlewares.none().compressing(), first));

        for (String host : new String[] {"one.test", "two.test"}) {
            try (Exchange events = visitor().open(host, "/sse", "Accept-Encoding: identity")) {
                assertThat(events.header("Content-Type")).startsWith("text/event-stream");
                // The application makes one every 100 ms, and keeps none back.
                Instant begin = Instant.now();
                for (int i = 0; i < 5; i++) {
                    assertThat(events.event()).isEqualTo(i);
                }
                assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    @Test
    void compressesNoEventAway() throws IOException {
        serve(route("http://one.test", Middlewares.none().compressing(), streams));

        try (Exchange events = visitor().open("one.test", "/quiet?ms=60000", "Accept-Encoding: gzip")) {
            // Compressed or not: the first one is there long before the second.
            assertThat(events.bytes(2)).hasSize(2);
        }
    }

    @Test
    void leavesASilentStreamOpen() throws IOException {
        serve(route("http://one.test", within(SOON, streams)));

        try (Exchange events = visitor().open("one.test", "/quiet?ms=" + SILENCE.toMillis())) {
            assertThat(events.event()).isEqualTo(0);
            assertThat(events.event()).isEqualTo(1);
        }
    }

    @Test
    void beginsADownloadBeforeItsEnd() throws IOException {
        serve(route("http://one.test", within(SOON, streams)));

        try (Exchange download = visitor().open("one.test", "/download?mib=" + LARGE)) {
            assertThat(download.bytes(MIB / 2)).containsOnly('x');
            // Longer than the head of an answer may take.
            LockSupport.parkNanos(SILENCE.toNanos());
            get("one.test", "/release");
            assertThat(rest(download.body())).isEqualTo(LARGE * (long) MIB - MIB / 2);
        }
    }

    @Test
    void beginsAnUploadBeforeItsEnd() throws IOException {
        serve(route("http://one.test", streams));

        try (Exchange upload =
                visitor().upload("one.test", "/?id=large", "Content-Length: " + LARGE * MIB, "Connection: close")) {
            byte[] block = new byte[MIB];
            for (int i = 0; i < LARGE / 2; i++) {
                upload.send(block);
            }
            await("the application has most of the first half", () -> received("large") > LARGE / 4 * (long) MIB);
            for (int i = LARGE / 2; i < LARGE; i++) {
                upload.send(block);
            }
            assertThat(upload.answer().body()).contains("\"received\": " + LARGE * (long) MIB);
        }
    }

    @Test
    void waitsForASlowUpload() throws IOException {
        serve(route("http://one.test", within(SOON, streams)));

        try (Exchange upload = visitor().upload("one.test", "/?id=slow", "Content-Length: 2", "Connection: close")) {
            upload.send(new byte[1]);
            LockSupport.parkNanos(SILENCE.toNanos());
            upload.send(new byte[1]);
            assertThat(upload.answer().body()).contains("\"received\": 2");
        }
    }

    private long received(String id) {
        try {
            return Long.parseLong(get("one.test", "/received?id=" + id).body().strip());
        } catch (IOException e) {
            return 0;
        }
    }

    private static long rest(InputStream in) throws IOException {
        byte[] buffer = new byte[MIB];
        long all = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            all += read;
        }
        return all;
    }
}
