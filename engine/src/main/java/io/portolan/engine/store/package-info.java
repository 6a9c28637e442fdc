/** What the daemon keeps: records, and the interfaces by which the engine reads and writes them. */
@NullMarked
package io.portolan.engine.store;

import org.jspecify.annotations.NullMarked;
