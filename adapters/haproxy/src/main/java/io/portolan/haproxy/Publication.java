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
     * @param rendering as this version of the adapter would write it
     */
    record Former(Optional<String> generation, ProxyConfig config, Allocation allocation, Rendering rendering) {}

    record Next(Allocation allocation, Rendering rendering, Change change) {}

    void prepare() throws IOException {
        Files.deleteIfExists(directory.file(AddressFile.NAME));
        if (!generations.hasCurrent()) {
            ProxyConfig config = ProxyConfig.empty();
            Allocation allocation = Allocation.none().tidied();
            persist(new Next(allocation, rendering.render(config, allocation), new Change.Reload("")), config);
        }
    }

    Former former() throws IOException {
        Optional<byte[]> routes = generations.read(ROUTES);
        Optional<byte[]> slots = generations.read(SLOTS);
        ProxyConfig config = routes.isPresent() ? ProxyDocument.read(routes.get()) : ProxyConfig.empty();
        Allocation allocation = slots.isPresent() ? AllocationDocument.read(slots.get()) : Allocation.none();
        return new Former(generations.current(), config, allocation, rendering.render(config, allocation));
    }

    /** A change is told command by command only to a worker that has exactly what it starts from. */
    Next next(Former former, ProxyConfig config) {
        Change change;
        Allocation allocation;
        try {
            boolean known = live.digest(former.rendering().files())
                    .filter(former.rendering().digest()::equals)
                    .isPresent();
            allocation = former.allocation().serving(config, busy(former.allocation()));
            change = known
                    ? Change.between(former.rendering(), rendering.render(config, allocation))
                    : new Change.Reload("what is live is not what was published last");
        } catch (IOException e) {
            // Nobody answers, so there is nobody whose requests could be under way.
            allocation = former.allocation().serving(config, (_, _) -> false);
            change = new Change.Reload("HAProxy does not answer");
        }
        if (change instanceof Change.Reload) {
            allocation = allocation.tidied();
        }
        return new Next(allocation, rendering.render(config, allocation), change);
    }

    private Allocation.Busy busy(Allocation allocation) throws IOException {
        List<Integer> leaving = allocation.backends().entrySet().stream()
                .filter(e -> e.getValue().hasLeaving())
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Integer> underWay = live.underWay(leaving);
        return (backend, slot) -> underWay.getOrDefault(new Change.Place(backend, slot).toString(), 0) > 0;
    }

    void persist(Next next, ProxyConfig config) throws IOException {
        NavigableMap<String, byte[]> files = next.rendering().contents();
        files.put(ROUTES, ProxyDocument.write(config));
        files.put(SLOTS, AllocationDocument.write(next.allocation()));
        generations.persist(files);
    }

    void makeLive(Next next) throws IOException, Workers.Refusal {
        switch (next.change()) {
            case Change.Commands commands -> {
                try {
                    live.tell(commands, next.rendering());
                } catch (Live.Refusal e) {
                    reload(next.rendering());
                }
            }
            case Change.Reload _ -> reload(next.rendering());
        }
        generations.tidy();
    }

    private void reload(Rendering next) throws IOException, Workers.Refusal {
        directory.persist(AddressFile.NAME, live.addresses(next).getBytes(StandardCharsets.UTF_8));
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
        if (!live.digest(next.files()).filter(next.digest()::equals).isPresent()) {
            throw new IOException("it was told to reload and serves something else");
        }
    }

    void restore(Former former) throws IOException {
        if (former.generation().isPresent()) {
            generations.point(former.generation().get());
            generations.tidy();
        }
    }

    /** What was wanted last, if that is what is live: anything else was put there by somebody else. */
    Optional<ProxyConfig> served() throws IOException {
        Former former = former();
        return live.digest(former.rendering().files())
                .filter(former.rendering().digest()::equals)
                .map(_ -> former.config());
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
