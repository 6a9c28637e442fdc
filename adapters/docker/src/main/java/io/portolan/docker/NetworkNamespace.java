package io.portolan.docker;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.portolan.engine.port.ContainerRuntime.Connection;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes connections from inside a network namespace of this machine, see setns(2): on Linux every thread is in one of its
 * own choice, and a socket stays in the one that it was made in.
 */
final class NetworkNamespace {
    private static final String OWN = "/proc/thread-self/ns/net";
    private static final int READ_CLOSE_ON_EXEC = 0x80000;
    private static final int OF_NETWORK = 0x40000000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Optional<MethodHandle> OPEN =
            call("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final Optional<MethodHandle> SETNS =
            call("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final Optional<MethodHandle> CLOSE = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final Path file;

    /** @param file that stands for it; where there is no such namespace, nothing is tried */
    NetworkNamespace(Path file) {
        this.file = file;
    }

    @SuppressWarnings("restricted") // The JDK has no call of its own for it; a wrong signature would end the process.
    private static Optional<MethodHandle> call(String name, FunctionDescriptor form, Linker.Option... options) {
        return LINKER.defaultLookup().find(name).map(at -> LINKER.downcallHandle(at, form, options));
    }

    /** Sends nothing but what a connection needs, and closes it at once. */
    Connection connect(InetSocketAddress to, Duration patience) throws InterruptedException {
        AtomicReference<Connection> result = new AtomicReference<>(Connection.NOT_TRIED);
        within("portolan-probe", () -> result.set(attempt(to, patience)));
        return Objects.requireNonNull(result.get());
    }

    /** A connection that is the caller's; it leads into the namespace though its user is in none but its own. */
    SocketChannel open(InetSocketAddress to, Duration patience) throws IOException, InterruptedException {
        CompletableFuture<SocketChannel> result = new CompletableFuture<>();
        if (!within("portolan-loopback", () -> open(to, patience, result))) {
            throw new IOException("the network namespace " + file + " cannot be entered");
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    private static void open(InetSocketAddress to, Duration patience, CompletableFuture<SocketChannel> result) {
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().connect(to, Math.toIntExact(patience.toMillis()));
                result.complete(channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            result.completeExceptionally(e);
        }
    }

    /** Returns when it is done; false if it was not, for the namespace cannot be entered. */
    private boolean within(String name, Runnable task) throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        // No thread of a pool: what such a one starts or goes on with would be in the wrong place.
        Thread thread = Thread.ofPlatform().name(name).start(() -> done.set(inside(task)));
        thread.join();
        return done.get();
    }

    private boolean inside(Runnable task) {
        if (OPEN.isEmpty() || SETNS.isEmpty() || CLOSE.isEmpty()) {
            return false;
        }
        int own = open(OPEN.get(), OWN);
        int other = open(OPEN.get(), file.toString());
        try {
            if (own < 0 || other < 0 || invoke(SETNS.get(), other, OF_NETWORK) != 0) {
                return false;
            }
            try {
                task.run();
                return true;
            } finally {
                invoke(SETNS.get(), own, OF_NETWORK);
            }
        } finally {
            close(own);
            close(other);
        }
    }

    private static Connection attempt(InetSocketAddress to, Duration patience) {
        try (Socket socket = new Socket()) {
            socket.connect(to, Math.toIntExact(patience.toMillis()));
            return Connection.TAKEN;
        } catch (SocketTimeoutException e) {
            return Connection.NO_ANSWER;
        } catch (NoRouteToHostException e) {
            return Connection.NO_WAY;
        } catch (IOException e) {
            // The one thing that the JDK tells apart by its words only.
            String words = Objects.requireNonNullElse(e.getMessage(), "");
            return words.contains("refused")
                    ? Connection.REFUSED
                    : words.contains("timed out") ? Connection.NO_ANSWER : Connection.NO_WAY;
        }
    }

    private static int open(MethodHandle open, String path) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) open.invokeExact(arena.allocateFrom(path), READ_CLOSE_ON_EXEC);
        } catch (Throwable e) {
            throw new IllegalStateException("open(2) throws nothing", e);
        }
    }

    private static int invoke(MethodHandle setns, int descriptor, int kind) {
        try {
            return (int) setns.invokeExact(descriptor, kind);
        } catch (Throwable e) {
            throw new IllegalStateException("setns(2) throws nothing", e);
        }
    }

    private static void close(int descriptor) {
        if (descriptor >= 0 && CLOSE.isPresent()) {
            try {
                int ignored = (int) CLOSE.get().invokeExact(descriptor);
            } catch (Throwable e) {
                throw new IllegalStateException("close(2) throws nothing", e);
            }
        }
    }
}
