@NullMarked
package io.portolan.store;

import org.jspecify.annotations.NullMarked;
