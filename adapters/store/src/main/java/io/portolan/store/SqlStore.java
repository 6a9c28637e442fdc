package io.portolan.store;

import io.portolan.engine.store.ContainerMark;
import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.Event;
import io.portolan.engine.store.LinkRecord;
import io.portolan.engine.store.PlanRecord;
import io.portolan.engine.store.ProxyChoice;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.store.StoreFault;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.runtime.Cidr;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.JoinedServices;
import io.portolan.planner.Reservations;
import io.portolan.store.InstallationRows.Installation;
import io.portolan.store.vault.MasterKey;
import io.portolan.store.vault.PrivateFiles;
import io.portolan.store.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The store on SQLite. Safe for concurrent use. Times are kept to the millisecond. What the interface says of domains,
 * subnets and host ports without naming a server is of the server in {@link #identity()}.
 *
 * <p>Every method throws {@link StoreFault} when the database or its disk fails; nothing was changed then.
 */
public final class SqlStore implements Store {
    private final Database database;
    private final Vault vault;
    private final Identity identity;

    private SqlStore(Database database, Vault vault, Identity identity) {
        this.database = database;
        this.vault = vault;
        this.identity = identity;
    }

    /**
     * Opens the store, and makes it at the first start. An older schema is backed up and migrated.
     *
     * @param version of this Portolan, for the words of an older one that meets this store later
     * @throws StoreTooNew if a newer Portolan has been here
     * @throws StoreFault if the master key is missing or wrong, or the files cannot be used
     */
    public static SqlStore open(StoreFiles files, String version) {
        return open(files, new Migrations(Migrations.SCRIPTS, version));
    }

    static SqlStore open(StoreFiles files, Migrations migrations) {
        try {
            PrivateFiles.directory(files.directory());
        } catch (IOException e) {
            throw Faults.of(e, files.database());
        }
        MasterKey masterKey = MasterKey.of(files.masterKey(), files.database());
        Database database = Database.open(files, migrations);
        try {
            Installation installation = installation(database, masterKey);
            Vault vault = installation.vault(masterKey);
            return new SqlStore(database, vault, installation.identity(vault));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Installation installation(Database database, MasterKey masterKey) {
        return database.read(handle -> new InstallationRows(handle).find())
                .orElseGet(() -> database.write(handle -> {
                    InstallationRows rows = new InstallationRows(handle);
                    // Another process may have been faster.
                    return rows.find().orElseGet(() -> rows.make(masterKey, Instant.now()));
                }));
    }

    private <T> T read(Function<Rows, T> work) {
        return database.read(handle -> work.apply(new Rows(handle, vault, identity)));
    }

    private <T> T change(Function<Rows, T> work) {
        return database.write(handle -> work.apply(new Rows(handle, vault, identity)));
    }

    private void write(Consumer<Rows> work) {
        change(rows -> {
            work.accept(rows);
            return true;
        });
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public List<DestinationRecord> destinations() {
        return read(rows -> rows.destinations().all());
    }

    @Override
    public void addDestination(DestinationRecord destination, SortedMap<String, Cidr> subnets) {
        write(rows -> {
            rows.destinations().add(destination);
            rows.subnets().reserve(destination.id(), subnets);
        });
    }

    @Override
    public void setDestinationRemoving(String id) {
        write(rows -> rows.destinations().setRemoving(id));
    }

    @Override
    public void removeDestination(String id, Set<String> networks) {
        write(rows -> {
            rows.destinations().remove(id);
            rows.subnets().keep(id, Set.of());
            networks.forEach(rows.subnets()::release);
        });
    }

    @Override
    public List<StackRecord> stacks() {
        return read(rows -> rows.stacks().living());
    }

    @Override
    public Optional<StackRecord> stack(String environment, String name) {
        return read(rows -> rows.stacks().living(environment, name));
    }

    @Override
    public Optional<StackRecord> stackById(String id) {
        return read(rows -> rows.stacks().living(id));
    }

    @Override
    public List<Revision> revisions(String stackId) {
        return read(rows -> rows.revisions().of(stackId));
    }

    @Override
    public Optional<Revision> revision(String stackId, int number) {
        return read(rows -> rows.revisions().find(stackId, number));
    }

    @Override
    public void accept(Acceptance acceptance) {
        write(rows -> new Rollouts(rows).accept(acceptance));
    }

    @Override
    public void promote(String stackId, int revision, Reservations kept) {
        write(rows -> new Rollouts(rows).promote(stackId, revision, kept));
    }

    @Override
    public void fail(String stackId, int revision, String reason, Reservations kept) {
        write(rows -> new Rollouts(rows).fail(stackId, revision, reason, kept));
    }

    @Override
    public Optional<String> failure(String stackId) {
        return read(rows -> rows.revisions().failure(stackId));
    }

    @Override
    public void setStopped(String stackId, boolean stopped) {
        write(rows -> {
            rows.stacks().require(stackId);
            rows.stacks().setStopped(stackId, stopped);
        });
    }

    @Override
    public void setJoined(String stackId, JoinedServices joined) {
        write(rows -> {
            rows.stacks().require(stackId);
            rows.stacks().setJoined(stackId, joined);
        });
    }

    @Override
    public void setRemoving(String stackId, Removal removal) {
        write(rows -> {
            rows.stacks().require(stackId);
            rows.links().requireNoConsumer(stackId);
            rows.stacks().setRemoving(stackId, removal);
            rows.domains().forget(stackId);
            rows.links().forget(stackId);
        });
    }

    @Override
    public void removeStack(String stackId, boolean volumesKept) {
        write(rows -> new Rollouts(rows).remove(stackId, volumesKept));
    }

    @Override
    public Optional<StackRecord> retired(String environment, String name) {
        return read(rows -> rows.stacks().retired(environment, name));
    }

    @Override
    public Map<String, Secret> generatedVariables(String stackId) {
        return read(rows -> rows.variables().of(stackId));
    }

    @Override
    public Set<String> marked(String stackId, ContainerMark mark) {
        return read(rows -> rows.marks(mark).of(stackId));
    }

    @Override
    public void mark(String stackId, String container, ContainerMark mark) {
        write(rows -> {
            rows.stacks().require(stackId);
            rows.marks(mark).add(stackId, container);
        });
    }

    @Override
    public void unmark(String stackId, String container, ContainerMark mark) {
        write(rows -> rows.marks(mark).remove(stackId, container));
    }

    @Override
    public List<LinkRecord> links() {
        return read(rows -> rows.links().all());
    }

    @Override
    public boolean removeLink(String id, String network) {
        return change(rows -> {
            rows.subnets().release(network);
            return rows.links().remove(id);
        });
    }

    @Override
    public Optional<ProxyChoice> proxyChoice() {
        return read(rows -> rows.proxy().choice());
    }

    @Override
    public void chooseProxy(ProxyChoice choice) {
        write(rows -> rows.proxy().choose(choice));
    }

    @Override
    public List<DomainRecord> domains() {
        return read(rows -> rows.domains().all());
    }

    @Override
    public void addDomain(DomainRecord domain) {
        write(rows -> rows.domains().add(domain, rows.stacks().require(domain.stackId())));
    }

    @Override
    public boolean removeDomain(Domain domain) {
        return change(rows -> rows.domains().remove(domain));
    }

    @Override
    public SortedMap<String, Cidr> reservedSubnets() {
        return read(rows -> rows.subnets().all());
    }

    @Override
    public void reserveSubnets(String holder, SortedMap<String, Cidr> subnets) {
        write(rows -> rows.subnets().reserve(holder, subnets));
    }

    @Override
    public List<ReservedPort> reservedPorts() {
        return read(rows -> rows.ports().all());
    }

    @Override
    public void savePlan(PlanRecord plan) {
        write(rows -> rows.plans().add(plan));
    }

    @Override
    public Optional<PlanRecord> plan(String id) {
        return read(rows -> rows.plans().find(id));
    }

    @Override
    public void expirePlans(Instant before) {
        write(rows -> rows.plans().expire(before));
    }

    @Override
    public void addEvent(Instant at, String kind, String subject, String message) {
        write(rows -> rows.events().add(at, kind, subject, message));
    }

    @Override
    public List<Event> events(int limit) {
        return read(rows -> rows.events().newest(limit));
    }

    @Override
    public void addToken(String name, String sha256, Instant createdAt) {
        write(rows -> rows.tokens().add(name, sha256, createdAt));
    }

    @Override
    public boolean hasToken(String sha256) {
        return read(rows -> rows.tokens().exists(sha256));
    }

    @Override
    public void close() {
        database.close();
    }
}
