package io.portolan.engine.service;

import io.portolan.engine.view.EventView;
import io.portolan.engine.view.NetworkView;
import io.portolan.engine.view.PortView;
import io.portolan.engine.view.ReachView;
import io.portolan.engine.view.ReconcileView;
import io.portolan.engine.view.StatusView;
import java.util.List;

/** What is. Answers from the last observation; a dead server makes its own rows stale and delays nobody. */
public interface InventoryService {
    StatusView status();

    List<NetworkView> networks();

    /** Throws {@link Refused} if there is none of that name. */
    NetworkView network(String name);

    /** Who reaches whom over it. Throws {@link Refused} if there is none of that name. */
    ReachView reach(String network);

    List<PortView> ports();

    /** Newest first. */
    List<EventView> events(int limit);

    /** Looks, plans and, unless {@code dryRun}, repairs at once; returns when that is done. */
    ReconcileView reconcile(boolean dryRun);

    /** Whether the first full round has been made: the engine answered, proxy and destinations stand, routes are live. */
    boolean ready();

    /** Why it is not ready yet, for people; "" when it is. */
    String unreadyReason();
}
