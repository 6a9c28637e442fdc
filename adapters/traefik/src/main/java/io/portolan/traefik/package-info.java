/**
 * Traefik 3 as the HTTP proxy of a server. May import the engine's ports and the model; speaks to Traefik only through files
 * in the proxy's control directory and its API on the loopback interface of the proxy's container. What Traefik lacks is a
 * plugin that it interprets, in this module's resources.
 */
@NullMarked
package io.portolan.traefik;

import org.jspecify.annotations.NullMarked;
