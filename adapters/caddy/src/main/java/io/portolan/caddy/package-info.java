/**
 * Caddy as the HTTP proxy of a server. May import the engine's ports and the model; speaks to Caddy only through files
 * and the admin socket in the proxy's control directory. Knows Caddy 2.6 and later and uses only what all of them know.
 */
@NullMarked
package io.portolan.caddy;

import org.jspecify.annotations.NullMarked;
