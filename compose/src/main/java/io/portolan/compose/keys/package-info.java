/** One reader for each group of keys of the Compose specification, each from tree nodes to model values. */
@NullMarked
package io.portolan.compose.keys;

import org.jspecify.annotations.NullMarked;
