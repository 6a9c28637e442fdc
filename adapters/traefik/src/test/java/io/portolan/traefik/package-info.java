@NullMarked
package io.portolan.traefik;

import org.jspecify.annotations.NullMarked;
