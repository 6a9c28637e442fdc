/** Domains, routes and the proxy-neutral configuration that every proxy adapter carries out. */
@NullMarked
package io.portolan.model.route;

import org.jspecify.annotations.NullMarked;
