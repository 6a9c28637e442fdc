/** The ports: what the engine needs of the world. Adapters implement them; a fake world in the testkit obeys them too. */
@NullMarked
package io.portolan.engine.port;

import org.jspecify.annotations.NullMarked;
