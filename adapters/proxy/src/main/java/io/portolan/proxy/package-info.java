/**
 * What the adapters of HTTP proxies share: the folder that a proxy and the daemon have in common, a configuration as a
 * document, requests over a unix socket, and the pages that a proxy answers with itself. Imports the engine's ports and the model; knows no proxy.
 */
@NullMarked
package io.portolan.proxy;

import org.jspecify.annotations.NullMarked;
