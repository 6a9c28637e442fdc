/** What only the module that sees everything can test: the directions of import, and the wired daemon. */
@NullMarked
package io.portolan.daemon;

import org.jspecify.annotations.NullMarked;
