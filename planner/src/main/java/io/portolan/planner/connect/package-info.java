/** What a client is told so that it can connect to a service: URLs, without the secrets. Imports the model only. */
@NullMarked
package io.portolan.planner.connect;

import org.jspecify.annotations.NullMarked;
