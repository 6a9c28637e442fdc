@NullMarked
package io.portolan.store.vault;

import org.jspecify.annotations.NullMarked;
