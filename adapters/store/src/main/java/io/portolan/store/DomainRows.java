package io.portolan.store;

import static io.portolan.store.Columns.instant;
import static io.portolan.store.Columns.optionalInt;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.model.route.Domain;
import io.portolan.model.route.RouteOptions;
import io.portolan.store.document.Documents;
import io.portolan.store.vault.Place;
import io.portolan.store.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Domains of one server. What a candidate wants of a domain that is live already waits beside the live values until the
 * candidate is promoted, so a rollout that fails has changed no route.
 */
final class DomainRows {
    private static final String CLAIM = """
            INSERT INTO domains
                (server, host, path, stack, scheme, service, container_port, live, wanted_by, created_at, sealed_options)
            VALUES (:server, :host, :path, :stack, :scheme, :service, :port, :live, :wantedBy, :createdAt, :options)
            """;

    /** Of {@link RouteOptions} as JSON. */
    private static final int FORMAT = 1;

    private final Handle handle;
    private final Vault vault;
    private final String server;

    DomainRows(Handle handle, Vault vault, String server) {
        this.handle = handle;
        this.vault = vault;
        this.server = server;
    }

    List<DomainRecord> all() {
        return handle.createQuery("SELECT * FROM domains WHERE server = :server ORDER BY host, path")
                .bind("server", server)
                .map((row, context) -> domain(row))
                .list();
    }

    /** While a rollout runs, the domain survives its end, either way: nobody planned without it. */
    void add(DomainRecord domain, StackRecord stack) {
        for (Domain claim : domain.options().claims(domain.domain())) {
            holder(claim).ifPresent(holder -> {
                throw claimed(claim, holder);
            });
        }
        bind(handle.createUpdate(CLAIM), domain)
                .bind("stack", domain.stackId())
                .bind("live", domain.live())
                .bind("wantedBy", stack.candidate())
                .bind("createdAt", domain.createdAt().toEpochMilli())
                .bind("options", sealed(domain))
                .execute();
        for (Domain claim : domain.options().claims(domain.domain())) {
            if (!claim.equals(domain.domain())) {
                handle.execute(
                        "INSERT INTO domain_pairs (server, host, path, of_host) VALUES (?, ?, ?, ?)",
                        server,
                        claim.host(),
                        claim.path(),
                        domain.domain().host());
            }
        }
    }

    private byte @Nullable [] sealed(DomainRecord domain) {
        return domain.options().equals(RouteOptions.none())
                ? null
                : vault.seal(Documents.write(domain.options(), FORMAT), place(domain.domain()));
    }

    private Place place(Domain domain) {
        return new Place("domains", "sealed_options", server + "/" + domain.host() + domain.path());
    }

    /** Whether there was one. Compared by host and path, whatever the scheme. */
    boolean remove(Domain domain) {
        return handle.execute(
                        "DELETE FROM domains WHERE server = ? AND host = ? AND path = ?",
                        server,
                        domain.host(),
                        domain.path())
                > 0;
    }

    /** A new candidate takes the place of an older one: what only that one wanted is released. */
    void want(String stack, int revision, List<DomainRecord> domains) {
        handle.execute("DELETE FROM domains WHERE stack = ? AND NOT live", stack);
        settle(stack);
        for (DomainRecord domain : domains) {
            Optional<DomainRecord> holder = holder(domain.domain());
            if (holder.isPresent() && !holder.get().stackId().equals(stack)) {
                throw claimed(domain.domain(), holder.get());
            }
            if (holder.isPresent()) {
                wantMore(domain, revision);
            } else {
                bind(handle.createUpdate(CLAIM), domain)
                        .bind("stack", stack)
                        .bind("live", false)
                        .bind("wantedBy", revision)
                        .bind("createdAt", domain.createdAt().toEpochMilli())
                        .bind("options", sealed(domain))
                        .execute();
            }
        }
    }

    private void wantMore(DomainRecord domain, int revision) {
        bind(handle.createUpdate("""
                        UPDATE domains
                        SET wanted_by = :revision, next_scheme = :scheme, next_service = :service, next_port = :port
                        WHERE server = :server AND host = :host AND path = :path
                        """), domain).bind("revision", revision).execute();
    }

    /** Throws {@link Conflict} if the stack does not hold one of {@code planned}. */
    void requireHeld(String stack, List<Domain> planned) {
        for (Domain domain : planned) {
            DomainRecord holder = holder(domain)
                    .orElseThrow(
                            () -> new Conflict("the domain " + domain.url() + " was removed meanwhile: plan again"));
            if (!holder.stackId().equals(stack)) {
                throw claimed(domain, holder);
            }
        }
    }

    /** What {@code revision} wants is live; what neither it nor {@code kept} has is released. */
    void promote(String stack, int revision, List<Domain> kept) {
        handle.execute("""
                UPDATE domains
                SET live = ?,
                    scheme = coalesce(next_scheme, scheme),
                    container_port = CASE WHEN next_service IS NULL THEN container_port ELSE next_port END,
                    service = coalesce(next_service, service)
                WHERE stack = ? AND wanted_by = ?
                """, true, stack, revision);
        List<Domain> unwanted = handle.select(
                        "SELECT * FROM domains WHERE stack = ? AND (wanted_by IS NULL OR wanted_by <> ?)",
                        stack,
                        revision)
                .map((row, context) -> domain(row).domain())
                .list();
        unwanted.stream().filter(d -> kept.stream().noneMatch(d::claimsSameAs)).forEach(this::remove);
        settle(stack);
    }

    /** What was live stays as it is; what only the candidate wanted is released. */
    void fail(String stack) {
        handle.execute("DELETE FROM domains WHERE stack = ? AND NOT live", stack);
        settle(stack);
    }

    void forget(String stack) {
        handle.execute("DELETE FROM domains WHERE stack = ?", stack);
    }

    private void settle(String stack) {
        handle.execute("""
                UPDATE domains SET wanted_by = NULL, next_scheme = NULL, next_service = NULL, next_port = NULL
                WHERE stack = ?
                """, stack);
    }

    private Conflict claimed(Domain wanted, DomainRecord holder) {
        String name = handle.select("SELECT name FROM stacks WHERE id = ?", holder.stackId())
                .mapTo(String.class)
                .one();
        return new Conflict("%s is claimed by stack %s, service %s".formatted(wanted.url(), name, holder.service()));
    }

    /** Who has it, as a domain or as the other host of a www pair. */
    private Optional<DomainRecord> holder(Domain domain) {
        return handle.createQuery("""
                        SELECT * FROM domains
                        WHERE server = :server AND path = :path AND (host = :host OR host IN (
                            SELECT of_host FROM domain_pairs WHERE server = :server AND host = :host AND path = :path))
                        """)
                .bind("server", server)
                .bind("host", domain.host())
                .bind("path", domain.path())
                .map((row, context) -> domain(row))
                .findFirst();
    }

    private Update bind(Update update, DomainRecord record) {
        return update.bind("server", server)
                .bind("host", record.domain().host())
                .bind("path", record.domain().path())
                .bind("scheme", record.domain().scheme())
                .bind("service", record.service())
                .bind("port", record.containerPort());
    }

    private RouteOptions options(byte @Nullable [] sealed, Domain domain) {
        return sealed == null
                ? RouteOptions.none()
                : Documents.read(
                        vault.open(sealed, place(domain)), RouteOptions.class, FORMAT, "options of " + domain.url());
    }

    private DomainRecord domain(ResultSet row) throws SQLException {
        Domain domain = new Domain(row.getString("scheme"), row.getString("host"), row.getString("path"));
        return new DomainRecord(
                domain,
                row.getString("stack"),
                row.getString("service"),
                optionalInt(row, "container_port"),
                options(row.getBytes("sealed_options"), domain),
                row.getBoolean("live"),
                instant(row, "created_at"));
    }
}
