/** {@code main}: settings, wiring by constructors, and the commands that start and end a daemon. Sees everything. */
@NullMarked
package io.portolan.daemon;

import org.jspecify.annotations.NullMarked;
