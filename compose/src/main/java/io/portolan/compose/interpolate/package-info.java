/** Variables: the forms of ${…}, env files, and the pass over the tree that fills them in. */
@NullMarked
package io.portolan.compose.interpolate;

import org.jspecify.annotations.NullMarked;
