/** Engine-level values: what should exist on a Docker Engine, by its engine names, and what was observed there. */
@NullMarked
package io.portolan.model.runtime;

import org.jspecify.annotations.NullMarked;
