package io.portolan.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A machine beside the lab's host, which sends by it whatever it has to send: a network namespace and a cable. */
final class OutsideMachine implements AutoCloseable {
    static final String NAME = "outside";

    private final Process holder;
    private final String cable;

    private OutsideMachine(Process holder, String cable) {
        this.holder = holder;
        this.cable = cable;
    }

    /** Empty where the network is not the lab's own: nobody plugs cables into other people's machines. */
    static Optional<OutsideMachine> plugged() {
        if (System.getenv("PORTOLAN_LAB") == null) {
            return Optional.empty();
        }
        try {
            Process holder = new ProcessBuilder("unshare", "--net", "sleep", "900").start();
            OutsideMachine machine = new OutsideMachine(holder, "out" + holder.pid());
            machine.plug();
            return Optional.of(machine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void plug() {
        Portolan.eventually("it has a network of its own", Duration.ofSeconds(10), () -> !namespace(holder.pid())
                .equals(namespace(ProcessHandle.current().pid())));
        Shell.run("ip", "link", "add", cable, "type", "veth", "peer", "name", "wan", "netns", "" + holder.pid())
                .ok();
        Shell.run("ip", "address", "add", "198.51.100.1/24", "dev", cable).ok();
        Shell.run("ip", "address", "add", "fd00:5107:ff::1/64", "dev", cable, "nodad")
                .ok();
        Shell.run("ip", "link", "set", cable, "up").ok();
        inside("ip", "address", "add", "198.51.100.2/24", "dev", "wan");
        inside("ip", "address", "add", "fd00:5107:ff::2/64", "dev", "wan", "nodad");
        inside("ip", "link", "set", "wan", "up");
        inside("ip", "route", "add", "default", "via", "198.51.100.1");
        inside("ip", "route", "add", "default", "via", "fd00:5107:ff::1");
    }

    private static String namespace(long pid) {
        return Shell.run("readlink", "/proc/" + pid + "/ns/net").out();
    }

    private List<String> entered() {
        return List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net");
    }

    private void inside(String... command) {
        List<String> all = new ArrayList<>(entered());
        all.addAll(List.of(command));
        Shell.run(all.toArray(String[]::new)).ok();
    }

    Probe.Source source() {
        return new Probe.Source(NAME, entered());
    }

    @Override
    public void close() {
        // The cable ends with the namespace that its other end is in.
        holder.destroyForcibly();
    }
}
