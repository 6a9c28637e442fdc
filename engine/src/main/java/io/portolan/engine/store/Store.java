package io.portolan.engine.store;

import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.runtime.Cidr;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.JoinedServices;
import io.portolan.planner.Reservations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What the daemon keeps. Every method is one transaction. Values typed {@link Secret}, bundles and documents are
 * encrypted at rest.
 */
public interface Store extends AutoCloseable {
    /** Ids and keys of this installation, made at first start and never changed. */
    Identity identity();

    // Destinations

    List<DestinationRecord> destinations();

    /** Throws {@link Conflict} if the team has one of that name. Reserves its subnet where Portolan makes the network. */
    void addDestination(DestinationRecord destination, SortedMap<String, Cidr> subnets);

    /** Its removal has begun. Throws {@link Conflict} while stacks are placed in it or are about to be. */
    void setDestinationRemoving(String id);

    /** Releases its subnet too. */
    void removeDestination(String id, Set<String> networks);

    // Stacks

    List<StackRecord> stacks();

    Optional<StackRecord> stack(String environment, String name);

    Optional<StackRecord> stackById(String id);

    List<Revision> revisions(String stackId);

    Optional<Revision> revision(String stackId, int number);

    /**
     * Accepts a plan: makes the stack if it is new, stores the revision as candidate, commits reservations, generated
     * variables, wanted domains and links. All or nothing; throws {@link Conflict} where somebody else was faster. A stack
     * that has an active revision stays where it is until the candidate is promoted.
     */
    void accept(Acceptance acceptance);

    /** The rollout succeeded: the candidate is active, its domains and links are live, what it no longer needs is released. */
    void promote(String stackId, int revision, Reservations kept);

    /** The rollout failed: the candidate is marked failed, domains, links and reservations only it wanted are released. */
    void fail(String stackId, int revision, String reason, Reservations kept);

    /** Why the last rollout of the stack failed, if it did. */
    Optional<String> failure(String stackId);

    void setStopped(String stackId, boolean stopped);

    /** Which of its services are on its destination's network without a domain. */
    void setJoined(String stackId, JoinedServices joined);

    /**
     * The removal has begun; its domains, and the links that it is the consumer of, are released at once. Throws
     * {@link Conflict} while others are linked to it.
     */
    void setRemoving(String stackId, Removal removal);

    /**
     * Forgets the stack's revisions, domains and reservations. With {@code volumes} kept, its id, slug and generated
     * variables are kept too (see {@link #retired}), since the data in the volumes was made with them.
     */
    void removeStack(String stackId, boolean volumesKept);

    /** A removed stack of that name whose volumes were kept: a new stack of the name takes its id and slug up again. */
    Optional<StackRecord> retired(String environment, String name);

    /** Generated variables belong to the stack's id and outlive rollbacks; by name. */
    Map<String, Secret> generatedVariables(String stackId);

    /** Engine names of the stack's containers that have the mark. */
    Set<String> marked(String stackId, ContainerMark mark);

    /** Marking twice is harmless. Throws {@link Conflict} if there is no such stack. */
    void mark(String stackId, String container, ContainerMark mark);

    /** Harmless where there is no such mark, or no such stack any more. */
    void unmark(String stackId, String container, ContainerMark mark);

    // The HTTP proxy

    /** Empty until a person has chosen one. */
    Optional<ProxyChoice> proxyChoice();

    void chooseProxy(ProxyChoice choice);

    // Domains

    List<DomainRecord> domains();

    /** Throws {@link Conflict} if host and path are claimed. */
    void addDomain(DomainRecord domain);

    boolean removeDomain(Domain domain);

    // Links

    List<LinkRecord> links();

    /** Forgets the link and releases the subnet of its network. Whether there was one. */
    boolean removeLink(String id, String network);

    // Reservations

    SortedMap<String, Cidr> reservedSubnets();

    void reserveSubnets(String holder, SortedMap<String, Cidr> subnets);

    List<ReservedPort> reservedPorts();

    // Plans

    void savePlan(PlanRecord plan);

    Optional<PlanRecord> plan(String id);

    /** Forgets plans older than {@code before}. */
    void expirePlans(Instant before);

    // Events

    void addEvent(Instant at, String kind, String subject, String message);

    /** Newest first. */
    List<Event> events(int limit);

    // Tokens

    /** Stores the SHA-256 hash of a token. */
    void addToken(String name, String sha256, Instant createdAt);

    boolean hasToken(String sha256);

    @Override
    void close();

    /**
     * @param instance a UUID
     * @param fingerprintKey keys container fingerprints
     */
    record Identity(
            String instance, String team, String project, String environment, String server, Secret fingerprintKey) {}

    /**
     * @param stack as it is to be stored, candidate set
     * @param links wanted besides those that are live
     */
    record Acceptance(
            StackRecord stack,
            Revision revision,
            Reservations reservations,
            Map<String, Secret> generated,
            List<DomainRecord> domains,
            List<LinkRecord> links) {}
}
