package io.portolan.docker;

import io.portolan.model.runtime.Attachment;
import io.portolan.model.stack.BlockIo;
import io.portolan.model.stack.CpuTuning;
import io.portolan.model.stack.DeviceAccess;
import io.portolan.model.stack.DeviceAccess.Device;
import io.portolan.model.stack.DeviceAccess.Request;
import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.HostOptions;
import io.portolan.model.stack.HostOptions.Confinement;
import io.portolan.model.stack.MemoryTuning;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.NameResolution.Link;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.Sharing;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Containers that are bound to their host and its networks in every way there is. */
final class Bound {
    private Bound() {}

    static RuntimeOptions everywhere() {
        return RuntimeOptions.defaults()
                .with(new HostOptions(
                        new CpuTuning(
                                OptionalLong.of(512),
                                OptionalLong.of(100_000),
                                OptionalLong.of(50_000),
                                OptionalLong.of(1_000_000),
                                OptionalLong.of(950_000),
                                "0-1"),
                        new MemoryTuning(OptionalLong.of(-1), OptionalInt.of(10), true, OptionalInt.of(-500)),
                        new BlockIo(
                                OptionalInt.of(300),
                                List.of(new BlockIo.Rate("/dev/sda", 400)),
                                List.of(new BlockIo.Rate("/dev/sda", 1)),
                                List.of(new BlockIo.Rate("/dev/sda", 2)),
                                List.of(new BlockIo.Rate("/dev/sda", 3)),
                                List.of(new BlockIo.Rate("/dev/sda", 4))),
                        new DeviceAccess(
                                List.of(new Device("/dev/net/tun", "/dev/tun", "rw")),
                                List.of("c 1:3 mr"),
                                List.of(
                                        new Request("cdi", 0, List.of("vendor.com/gpu=0"), List.of(), Map.of()),
                                        new Request("", -1, List.of(), List.of("gpu"), Map.of("a", "b")))),
                        new Sharing(
                                "container:blog.app.1",
                                "shareable",
                                "host",
                                "private",
                                "host",
                                List.of("container:blog.data.1:ro", "container:theirs")),
                        new Confinement(
                                List.of("mail", "1000"), "runsc", "parent", Map.of("size", "1G"), Map.of("a.b", "c"))));
    }

    /** @param minor of the API: the interface's name is of the newest one */
    static Attachment place(int minor) {
        boolean newest = minor > 48;
        return new Attachment(
                "net",
                List.of("web"),
                51,
                new Endpoint(
                        "172.28.5.10",
                        "2001:db8::10",
                        List.of("169.254.8.8"),
                        "02:42:ac:11:65:43",
                        Map.of("a", "b"),
                        5,
                        newest ? 1 : 0,
                        newest ? "eth9" : ""),
                List.of(new Link("db", "database")));
    }

    static NameResolution names() {
        return new NameResolution(
                "example.com",
                List.of("1.1.1.1"),
                List.of("use-vc"),
                List.of("example.com"),
                List.of(new Link("db", "database")),
                List.of());
    }
}
