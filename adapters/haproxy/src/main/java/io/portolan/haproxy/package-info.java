/**
 * HAProxy as an HTTP proxy of Portolan: routes are lines of a map, containers are slots of backends that are there before
 * they are needed, so that a change of routes is a few commands on a socket. Imports the engine's ports, the model, and what
 * the adapters of proxies share.
 */
@NullMarked
package io.portolan.haproxy;

import org.jspecify.annotations.NullMarked;
