@NullMarked
package io.portolan.docker;

import org.jspecify.annotations.NullMarked;
