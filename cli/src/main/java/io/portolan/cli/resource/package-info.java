/** Commands for domains, destinations, networks, ports, routes, the daemon's status and the drift. */
@NullMarked
package io.portolan.cli.resource;

import org.jspecify.annotations.NullMarked;
