@NullMarked
package io.portolan.caddy;

import org.jspecify.annotations.NullMarked;
