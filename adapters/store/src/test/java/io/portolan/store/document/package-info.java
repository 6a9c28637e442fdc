@NullMarked
package io.portolan.store.document;

import org.jspecify.annotations.NullMarked;
