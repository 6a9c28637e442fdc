/** Portolan as its users meet it: commands in, sites out. Nothing here looks inside. */
@NullMarked
package io.portolan.e2e;

import org.jspecify.annotations.NullMarked;
