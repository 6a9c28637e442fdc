/** The daemon's REST API from outside: where it is, requests, streams, and what goes wrong with them. */
@NullMarked
package io.portolan.cli.client;

import org.jspecify.annotations.NullMarked;
