/** What a person asks for: a stack as the Compose file says it, before names, addresses and networks are planned. */
@NullMarked
package io.portolan.model.stack;

import org.jspecify.annotations.NullMarked;
