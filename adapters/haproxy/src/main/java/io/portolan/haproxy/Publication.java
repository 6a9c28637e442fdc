package io.portolan.haproxy;

import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route.Upstream;
import io.portolan.proxy.ControlDirectory;
import io.portolan.proxy.ProxyDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of a change: what there is, what comes, on the disk, in the process that runs. */
final class Publication {
    private static final String ROUTES = "routes.json";
    private static final String SLOTS = "slots.json";
    private static final String LOG = "haproxy.log";

    private final ControlDirectory directory;
    private final Generations generations;
    private final Live live;
    private final Workers workers;
    private final HaproxyConfig rendering;

    /** As long as its files are as they were then: to read and render thousands of routes takes its time. */
    private @Nullable Former known;

    Publication(ControlDirectory directory, HaproxyConfig rendering, Live live, Workers workers) {
        this.directory = directory;
        this.generations = new Generations(directory);
        this.rendering = rendering;
        this.live = live;
        this.workers = workers;
    }

    /**
     * What is persisted.
     *
     * @param stamp of its files
     * @param written whether these files are the contents: others may be of another version of the adapter, or were changed since
     * @param rendering as this version of the adapter would write it
     */
    record Former(
            Optional<String> generation,
            String stamp,
            boolean written,
            ProxyConfig config,
            Allocation allocation,
            Rendering rendering,
            Contents contents) {}

    record Next(Allocation allocation, Rendering rendering, Contents contents, Change change) {
        static Next of(Allocation allocation, Rendering rendering, Change change) {
            return new Next(allocation, rendering, Contents.of(rendering), change);
        }
    }

    void prepare() throws IOException {
        Files.deleteIfExists(directory.file(AddressFile.NAME));
        if (!generations.hasCurrent()) {
            ProxyConfig config = ProxyConfig.empty();
            Allocation allocation = Allocation.none().tidied();
            Next next = Next.of(allocation, rendering.render(config, allocation), new Change.Reload(""));
            persist(former(), next, config);
        }
    }

    Former former() throws IOException {
        String stamp = generations.stamp();
        if (known == null || !known.stamp().equals(stamp)) {
            known = read(stamp);
        }
        return known;
    }

    private Former read(String stamp) throws IOException {
        Optional<byte[]> routes = generations.read(ROUTES);
        Optional<byte[]> slots = generations.read(SLOTS);
        ProxyConfig config = routes.isPresent() ? ProxyDocument.read(routes.get()) : ProxyConfig.empty();
        Allocation allocation = slots.isPresent() ? AllocationDocument.read(slots.get()) : Allocation.none();
        Rendering rendered = rendering.render(config, allocation);
        return new Former(generations.current(), stamp, false, config, allocation, rendered, Contents.of(rendered));
    }

    /** A change is told command by command only to a worker that has exactly what it starts from. */
    Next next(Former former, ProxyConfig config) {
        Change change;
        Allocation allocation;
        try {
            boolean known = isLive(former);
            allocation = former.allocation().serving(config, busy(former.allocation()));
            if (known) {
                Rendering rendered = rendering.render(config, allocation);
                change = Change.between(former.rendering(), rendered);
                if (change instanceof Change.Commands) {
                    return Next.of(allocation, rendered, change);
                }
            } else {
                change = new Change.Reload("what is live is not what was published last");
            }
        } catch (IOException e) {
            // Nobody answers, so there is nobody whose requests could be under way.
            allocation = former.allocation().serving(config, (_, _) -> false);
            change = new Change.Reload("HAProxy does not answer");
        }
        allocation = allocation.tidied();
        return Next.of(allocation, rendering.render(config, allocation), change);
    }

    private boolean isLive(Former former) throws IOException {
        return live.digest(former.rendering().files())
                .filter(former.contents().digest()::equals)
                .isPresent();
    }

    private Allocation.Busy busy(Allocation allocation) throws IOException {
        List<Integer> leaving = allocation.backends().entrySet().stream()
                .filter(e -> e.getValue().hasLeaving())
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Integer> underWay = live.underWay(leaving);
        return (backend, slot) -> underWay.getOrDefault(new Change.Place(backend, slot).toString(), 0) > 0;
    }

    void persist(Former former, Next next, ProxyConfig config) throws IOException {
        NavigableMap<String, byte[]> files = next.contents().files();
        files.put(ROUTES, ProxyDocument.write(config));
        files.put(SLOTS, AllocationDocument.write(next.allocation()));
        known = null;
        generations.persist(
                files, (name, content) -> former.written() && former.contents().hasSame(name, content));
        known = new Former(
                generations.current(),
                generations.stamp(),
                true,
                config,
                next.allocation(),
                next.rendering(),
                next.contents());
    }

    void makeLive(Next next) throws IOException, Workers.Refusal {
        switch (next.change()) {
            case Change.Commands commands -> {
                try {
                    live.tell(
                            commands,
                            MapCommands.live(
                                    next.rendering().files(), next.contents().digest()));
                } catch (Live.Refusal e) {
                    reload(next);
                }
            }
            case Change.Reload _ -> reload(next);
        }
        generations.tidy();
    }

    private void reload(Next next) throws IOException, Workers.Refusal {
        directory.persist(AddressFile.NAME, live.addresses(next.rendering()).getBytes(StandardCharsets.UTF_8));
        if (directory.has(LOG)) {
            // What it says from now on is about this configuration. It appends, so it goes on at the beginning.
            Files.write(directory.file(LOG), new byte[0]);
        }
        try {
            workers.reload();
        } finally {
            Files.deleteIfExists(directory.file(AddressFile.NAME));
        }
        live.awaitAddresses();
        if (!live.digest(next.rendering().files())
                .filter(next.contents().digest()::equals)
                .isPresent()) {
            throw new IOException("it was told to reload and serves something else");
        }
    }

    void restore(Former former) throws IOException {
        known = null;
        if (former.generation().isPresent()) {
            generations.point(former.generation().get());
            generations.tidy();
        }
    }

    /** What was wanted last, if that is what is live: anything else was put there by somebody else. */
    Optional<ProxyConfig> served() throws IOException {
        Former former = former();
        return isLive(former) ? Optional.of(former.config()) : Optional.empty();
    }

    /** In the worker that takes new connections, and in those that end what they have begun. */
    int inFlight(Upstream upstream) throws IOException {
        Allocation allocation = former().allocation();
        List<Integer> holding = allocation.backends().entrySet().stream()
                .filter(e -> e.getValue().holds(upstream))
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Integer> underWay = live.underWay(holding);
        int count = 0;
        for (int backend : holding) {
            List<Slot> slots =
                    Objects.requireNonNull(allocation.backends().get(backend)).slots();
            for (int i = 1; i <= slots.size(); i++) {
                if (slots.get(i - 1).holds(upstream)) {
                    count += underWay.getOrDefault(new Change.Place(backend, i).toString(), 0);
                }
            }
        }
        for (String worker : workers.processes().old()) {
            count += inFlight(worker, upstream);
        }
        return count;
    }

    private int inFlight(String worker, Upstream upstream) throws IOException {
        Map<String, Integer> underWay = Statistics.underWay(workers.ask(worker, "show stat -1 4 -1"));
        return Statistics.servers(workers.ask(worker, "show servers state")).stream()
                .filter(s -> s.upstream().equals(upstream))
                .mapToInt(s -> underWay.getOrDefault(s.backend() + "/" + s.server(), 0))
                .sum();
    }
}
