@NullMarked
package io.portolan.haproxy;

import org.jspecify.annotations.NullMarked;
