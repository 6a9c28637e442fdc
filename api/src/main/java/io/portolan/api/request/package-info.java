/** The bodies of requests, and how they become the values that the engine's services take. */
@NullMarked
package io.portolan.api.request;

import org.jspecify.annotations.NullMarked;
