/** Looks at the server, says what should be there, and repairs what differs. */
@NullMarked
package io.portolan.engine.reconcile;

import org.jspecify.annotations.NullMarked;
